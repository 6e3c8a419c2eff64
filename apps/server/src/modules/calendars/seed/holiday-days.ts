/** Days off by market and year: `MM-DD Name`, `+3` for three days from there, `~` for an estimate, `!` for a day worked to make up. From
 * date-holidays 3.37.0 (CC-BY-3.0), national days only; China is the State Council's notice for 2026, and what the law fixes after it. */
export const HOLIDAY_DAYS: Readonly<Record<string, string>> = {
  CN: `
2026: 01-01+3 New Year's Day; 01-04! New Year's Day; 02-14! Spring Festival; 02-15+9 Spring Festival; 02-28! Spring Festival; 04-04+3 Qingming Festival; 05-01+5 Labour Day; 05-09! Labour Day; 06-19+3 Dragon Boat Festival; 09-20! National Day; 09-25+3 Mid-Autumn Festival; 10-01+7 National Day; 10-10! National Day
2027: 01-01~ New Year's Day; 02-05+4~ Spring Festival; 04-05~ Qingming Festival; 05-01+2~ Labour Day; 06-09~ Dragon Boat Festival; 09-15~ Mid-Autumn Festival; 10-01+3~ National Day
2028: 01-01~ New Year's Day; 01-25+4~ Spring Festival; 04-04~ Qingming Festival; 05-01+2~ Labour Day; 05-28~ Dragon Boat Festival; 10-01+3~ National Day; 10-03~ Mid-Autumn Festival
`,
  US: `
2026: 01-01 New Year's Day; 01-19 Martin Luther King Jr. Day; 02-16 Washington's Birthday; 05-25 Memorial Day; 06-19 Juneteenth; 07-03 Independence Day (substitute day); 07-04 Independence Day; 09-07 Labour Day; 10-12 Columbus Day; 11-11 Veterans Day; 11-26 Thanksgiving Day; 12-25 Christmas Day
2027: 01-01 New Year's Day; 01-18 Martin Luther King Jr. Day; 02-15 Washington's Birthday; 05-31 Memorial Day; 06-18 Juneteenth (substitute day); 06-19 Juneteenth; 07-04 Independence Day; 07-05 Independence Day (substitute day); 09-06 Labour Day; 10-11 Columbus Day; 11-11 Veterans Day; 11-25 Thanksgiving Day; 12-24 Christmas Day (substitute day); 12-25 Christmas Day; 12-31 New Year's Day (substitute day)
2028: 01-01 New Year's Day; 01-17 Martin Luther King Jr. Day; 02-21 Washington's Birthday; 05-29 Memorial Day; 06-19 Juneteenth; 07-04 Independence Day; 09-04 Labour Day; 10-09 Columbus Day; 11-11 Veterans Day; 11-23 Thanksgiving Day; 12-25 Christmas Day
`,
  CA: `
2026: 01-01 New Year's Day; 04-03 Good Friday; 07-01 Canada Day; 09-07 Labour Day; 12-25 Christmas Day
2027: 01-01 New Year's Day; 03-26 Good Friday; 07-01 Canada Day; 09-06 Labour Day; 12-25 Christmas Day
2028: 01-01 New Year's Day; 04-14 Good Friday; 07-01 Canada Day; 09-04 Labour Day; 12-25 Christmas Day
`,
  MX: `
2026: 01-01 New Year's Day; 02-02 Constitution Day; 03-16 Benito Juárez's birthday; 05-01 Labour Day; 09-16 Independence Day; 11-16 Revolution Day; 12-25 Christmas Day
2027: 01-01 New Year's Day; 02-01 Constitution Day; 03-15 Benito Juárez's birthday; 05-01 Labour Day; 09-16 Independence Day; 11-15 Revolution Day; 12-25 Christmas Day
2028: 01-01 New Year's Day; 02-07 Constitution Day; 03-20 Benito Juárez's birthday; 05-01 Labour Day; 09-16 Independence Day; 11-20 Revolution Day; 12-25 Christmas Day
`,
  BR: `
2026: 01-01 New Year's Day; 04-03 Good Friday; 04-21 Tiradentes' Day; 05-01 Labour Day; 09-07 Independence Day; 10-04 Election Day; 10-12 Our Lady of Aparecida; 10-25 Election Day; 11-02 All Souls' Day; 11-15 Republic Day; 11-20 Black Awareness Day; 12-25 Christmas Day
2027: 01-01 New Year's Day; 03-26 Good Friday; 04-21 Tiradentes' Day; 05-01 Labour Day; 09-07 Independence Day; 10-12 Our Lady of Aparecida; 11-02 All Souls' Day; 11-15 Republic Day; 11-20 Black Awareness Day; 12-25 Christmas Day
2028: 01-01 New Year's Day; 04-14 Good Friday; 04-21 Tiradentes' Day; 05-01 Labour Day; 09-07 Independence Day; 10-01 Election Day; 10-12 Our Lady of Aparecida; 10-29 Election Day; 11-02 All Souls' Day; 11-15 Republic Day; 11-20 Black Awareness Day; 12-25 Christmas Day
`,
  CL: `
2026: 01-01 New Year's Day; 04-03 Good Friday; 04-05 Easter Sunday; 05-01 Labour Day; 05-21 Navy Day; 06-21 Indigenous People's Day; 06-29 Saints Peter and Paul; 07-16 Our Lady of Mount Carmel; 08-15 Assumption; 09-18 National holiday; 09-19 Army Day; 10-12 Columbus Day; 10-31 Reformation Day; 11-01 All Saints' Day; 12-08 Immaculate Conception; 12-25 Christmas Day
2027: 01-01 New Year's Day; 03-26 Good Friday; 03-28 Easter Sunday; 05-01 Labour Day; 05-21 Navy Day; 06-21 Indigenous People's Day; 06-28 Saints Peter and Paul; 07-16 Our Lady of Mount Carmel; 08-15 Assumption; 09-17 National holiday; 09-18 National holiday; 09-19 Army Day; 10-11 Columbus Day; 10-31 Reformation Day; 11-01 All Saints' Day; 12-08 Immaculate Conception; 12-25 Christmas Day
2028: 01-01 New Year's Day; 04-14 Good Friday; 04-16 Easter Sunday; 05-01 Labour Day; 05-21 Navy Day; 06-20 Indigenous People's Day; 06-26 Saints Peter and Paul; 07-16 Our Lady of Mount Carmel; 08-15 Assumption; 09-18 National holiday; 09-19 Army Day; 10-09 Columbus Day; 10-27 Reformation Day; 11-01 All Saints' Day; 12-08 Immaculate Conception; 12-25 Christmas Day
`,
  PE: `
2026: 01-01 New Year's Day; 04-02 Maundy Thursday; 04-03 Good Friday; 04-05 Easter Sunday; 05-01 Labour Day; 06-07 Battle of Arica and Flag Day; 06-29 Saints Peter and Paul; 07-23 Peruvian Air Force Day; 07-28 Independence Day; 07-29 Independence Day; 08-06 Battle of Junín; 08-30 Santa Rosa de Lima; 10-08 Battle of Angamos; 11-01 All Saints' Day; 12-08 Immaculate Conception; 12-09 Battle of Ayacucho; 12-25 Christmas Day
2027: 01-01 New Year's Day; 03-25 Maundy Thursday; 03-26 Good Friday; 03-28 Easter Sunday; 05-01 Labour Day; 06-07 Battle of Arica and Flag Day; 06-29 Saints Peter and Paul; 07-23 Peruvian Air Force Day; 07-28 Independence Day; 07-29 Independence Day; 08-06 Battle of Junín; 08-30 Santa Rosa de Lima; 10-08 Battle of Angamos; 11-01 All Saints' Day; 12-08 Immaculate Conception; 12-09 Battle of Ayacucho; 12-25 Christmas Day
2028: 01-01 New Year's Day; 04-13 Maundy Thursday; 04-14 Good Friday; 04-16 Easter Sunday; 05-01 Labour Day; 06-07 Battle of Arica and Flag Day; 06-29 Saints Peter and Paul; 07-23 Peruvian Air Force Day; 07-28 Independence Day; 07-29 Independence Day; 08-06 Battle of Junín; 08-30 Santa Rosa de Lima; 10-08 Battle of Angamos; 11-01 All Saints' Day; 12-08 Immaculate Conception; 12-09 Battle of Ayacucho; 12-25 Christmas Day
`,
  DE: `
2026: 01-01 New Year's Day; 04-03 Good Friday; 04-06 Easter Monday; 05-01 Labour Day; 05-14 Ascension Day; 05-25 Whit Monday; 10-03 National Holiday; 12-25 Christmas Day; 12-26 Boxing Day
2027: 01-01 New Year's Day; 03-26 Good Friday; 03-29 Easter Monday; 05-01 Labour Day; 05-06 Ascension Day; 05-17 Whit Monday; 10-03 National Holiday; 12-25 Christmas Day; 12-26 Boxing Day
2028: 01-01 New Year's Day; 04-14 Good Friday; 04-17 Easter Monday; 05-01 Labour Day; 05-25 Ascension Day; 06-05 Whit Monday; 10-03 National Holiday; 12-25 Christmas Day; 12-26 Boxing Day
`,
  FR: `
2026: 01-01 New Year's Day; 04-06 Easter Monday; 05-01 Labour Day; 05-08 Victory Day; 05-14 Ascension Day; 05-25 Whit Monday; 07-14 Bastille Day; 08-15 Assumption; 11-01 All Saints' Day; 11-11 Armistice Day; 12-25 Christmas Day
2027: 01-01 New Year's Day; 03-29 Easter Monday; 05-01 Labour Day; 05-06 Ascension Day; 05-08 Victory Day; 05-17 Whit Monday; 07-14 Bastille Day; 08-15 Assumption; 11-01 All Saints' Day; 11-11 Armistice Day; 12-25 Christmas Day
2028: 01-01 New Year's Day; 04-17 Easter Monday; 05-01 Labour Day; 05-08 Victory Day; 05-25 Ascension Day; 06-05 Whit Monday; 07-14 Bastille Day; 08-15 Assumption; 11-01 All Saints' Day; 11-11 Armistice Day; 12-25 Christmas Day
`,
  GB: `
2026: 01-01 New Year's Day; 04-03 Good Friday; 04-06 Easter Monday; 05-04 Early May bank holiday; 05-25 Spring bank holiday; 12-25 Christmas Day; 12-26 Boxing Day; 12-28 Boxing Day (substitute day)
2027: 01-01 New Year's Day; 03-26 Good Friday; 03-29 Easter Monday; 05-03 Early May bank holiday; 05-31 Spring bank holiday; 12-25 Christmas Day; 12-26 Boxing Day; 12-27 Christmas Day (substitute day); 12-28 Boxing Day (substitute day)
2028: 01-01 New Year's Day; 01-03 New Year's Day (substitute day); 04-14 Good Friday; 04-17 Easter Monday; 05-01 Early May bank holiday; 05-29 Spring bank holiday; 12-25 Christmas Day; 12-26 Boxing Day
`,
  IT: `
2026: 01-01 New Year's Day; 01-06 Epiphany; 04-05 Easter Sunday; 04-06 Easter Monday; 04-25 Liberation from Nazi-Fascism (1945); 05-01 Labour Day; 06-02 Republic Day; 08-15 Assumption; 10-04 National Day of Saint Francis of Assisi; 11-01 All Saints' Day; 12-08 Immaculate Conception; 12-25 Christmas Day; 12-26 Boxing Day
2027: 01-01 New Year's Day; 01-06 Epiphany; 03-28 Easter Sunday; 03-29 Easter Monday; 04-25 Liberation from Nazi-Fascism (1945); 05-01 Labour Day; 06-02 Republic Day; 08-15 Assumption; 10-04 National Day of Saint Francis of Assisi; 11-01 All Saints' Day; 12-08 Immaculate Conception; 12-25 Christmas Day; 12-26 Boxing Day
2028: 01-01 New Year's Day; 01-06 Epiphany; 04-16 Easter Sunday; 04-17 Easter Monday; 04-25 Liberation from Nazi-Fascism (1945); 05-01 Labour Day; 06-02 Republic Day; 08-15 Assumption; 10-04 National Day of Saint Francis of Assisi; 11-01 All Saints' Day; 12-08 Immaculate Conception; 12-25 Christmas Day; 12-26 Boxing Day
`,
  ES: `
2026: 01-01 New Year's Day; 01-06 Epiphany; 04-03 Good Friday; 05-01 Labour Day; 08-15 Assumption; 10-12 Fiesta Nacional de España; 11-01 All Saints' Day; 12-06 Día de la Constitución Española; 12-08 Immaculate Conception; 12-25 Christmas Day
2027: 01-01 New Year's Day; 01-06 Epiphany; 03-26 Good Friday; 05-01 Labour Day; 08-15 Assumption; 10-12 Fiesta Nacional de España; 11-01 All Saints' Day; 12-06 Día de la Constitución Española; 12-08 Immaculate Conception; 12-25 Christmas Day
2028: 01-01 New Year's Day; 01-06 Epiphany; 04-14 Good Friday; 05-01 Labour Day; 08-15 Assumption; 10-12 Fiesta Nacional de España; 11-01 All Saints' Day; 12-06 Día de la Constitución Española; 12-08 Immaculate Conception; 12-25 Christmas Day
`,
  NL: `
2026: 01-01 New Year's Day; 04-05 Easter Sunday; 04-06 Easter Monday; 04-27 King's Day; 05-14 Ascension Day; 05-24 Pentecost; 05-25 Whit Monday; 12-25 Christmas Day; 12-26 Boxing Day
2027: 01-01 New Year's Day; 03-28 Easter Sunday; 03-29 Easter Monday; 04-27 King's Day; 05-06 Ascension Day; 05-16 Pentecost; 05-17 Whit Monday; 12-25 Christmas Day; 12-26 Boxing Day
2028: 01-01 New Year's Day; 04-16 Easter Sunday; 04-17 Easter Monday; 04-27 King's Day; 05-25 Ascension Day; 06-04 Pentecost; 06-05 Whit Monday; 12-25 Christmas Day; 12-26 Boxing Day
`,
  PL: `
2026: 01-01 New Year's Day; 01-06 Epiphany; 04-05 Easter Sunday; 04-06 Easter Monday; 05-01 Labour Day; 05-03 Constitution Day; 05-24 Pentecost; 06-04 Corpus Christi; 08-15 Assumption; 11-01 All Saints' Day; 11-11 Independence Day; 12-24 Christmas Eve; 12-25 Christmas Day; 12-26 Boxing Day
2027: 01-01 New Year's Day; 01-06 Epiphany; 03-28 Easter Sunday; 03-29 Easter Monday; 05-01 Labour Day; 05-03 Constitution Day; 05-16 Pentecost; 05-27 Corpus Christi; 08-15 Assumption; 11-01 All Saints' Day; 11-11 Independence Day; 12-24 Christmas Eve; 12-25 Christmas Day; 12-26 Boxing Day
2028: 01-01 New Year's Day; 01-06 Epiphany; 04-16 Easter Sunday; 04-17 Easter Monday; 05-01 Labour Day; 05-03 Constitution Day; 06-04 Pentecost; 06-15 Corpus Christi; 08-15 Assumption; 11-01 All Saints' Day; 11-11 Independence Day; 12-24 Christmas Eve; 12-25 Christmas Day; 12-26 Boxing Day
`,
  RU: `
2026: 01-01 New Year's Day; 01-02+5 New Year Holiday; 01-07 Christmas Day; 01-08 New Year Holiday; 02-23 Defender of the Fatherland Day; 03-08 International Women's Day; 03-09 International Women's Day; 05-01 Spring and Labour Day; 05-09 Victory Day; 06-12 Russia Day; 11-04 Unity Day
2027: 01-01 New Year's Day; 01-02+5 New Year Holiday; 01-07 Christmas Day; 01-08 New Year Holiday; 02-23 Defender of the Fatherland Day; 03-08 International Women's Day; 05-01 Spring and Labour Day; 05-09 Victory Day; 06-12 Russia Day; 11-04 Unity Day
2028: 01-01 New Year's Day; 01-02+5 New Year Holiday; 01-07 Christmas Day; 01-08 New Year Holiday; 02-23 Defender of the Fatherland Day; 03-08 International Women's Day; 05-01 Spring and Labour Day; 05-09 Victory Day; 06-12 Russia Day; 11-04 Unity Day
`,
  TR: `
2026: 01-01 New Year's Day; 03-20+4~ End of Ramadan (Eid al-Fitr); 04-23 National Sovereignty and Children's Day; 05-01 Labour and Solidarity Day; 05-19 Commemoration of Atatürk, Youth and Sports Day; 05-27+5~ Feast of the Sacrifice (Eid al-Adha); 07-15 Democracy and National Unity Day; 08-30 Victory Day; 10-29 Republic Day
2027: 01-01 New Year's Day; 03-09+4~ End of Ramadan (Eid al-Fitr); 04-23 National Sovereignty and Children's Day; 05-01 Labour and Solidarity Day; 05-16+5~ Feast of the Sacrifice (Eid al-Adha); 05-19 Commemoration of Atatürk, Youth and Sports Day; 07-15 Democracy and National Unity Day; 08-30 Victory Day; 10-29 Republic Day
2028: 01-01 New Year's Day; 02-26+4~ End of Ramadan (Eid al-Fitr); 04-23 National Sovereignty and Children's Day; 05-01 Labour and Solidarity Day; 05-05+5~ Feast of the Sacrifice (Eid al-Adha); 05-19 Commemoration of Atatürk, Youth and Sports Day; 07-15 Democracy and National Unity Day; 08-30 Victory Day; 10-29 Republic Day
`,
  AE: `
2026: 01-01 New Year's Day; 01-16~ Laylat al-Mi'raj; 02-18~ First day of Ramadan; 03-20+3~ End of Ramadan (Eid al-Fitr); 05-27+3~ Feast of the Sacrifice (Eid al-Adha); 06-16~ Islamic New Year; 08-25~ Birthday of Muhammad (Mawlid); 12-02 National Day
2027: 01-01 New Year's Day; 01-05~ Laylat al-Mi'raj; 02-08~ First day of Ramadan; 03-09+3~ End of Ramadan (Eid al-Fitr); 05-16+3~ Feast of the Sacrifice (Eid al-Adha); 06-06~ Islamic New Year; 08-14~ Birthday of Muhammad (Mawlid); 12-02 National Day; 12-25~ Laylat al-Mi'raj
2028: 01-01 New Year's Day; 01-28~ First day of Ramadan; 02-26+3~ End of Ramadan (Eid al-Fitr); 05-05+3~ Feast of the Sacrifice (Eid al-Adha); 05-25~ Islamic New Year; 08-03~ Birthday of Muhammad (Mawlid); 12-02 National Day; 12-14~ Laylat al-Mi'raj
`,
  SA: `
2026: 02-22 Founding Day; 03-19+4~ End of Ramadan (Eid al-Fitr); 05-26+4~ Feast of the Sacrifice (Eid al-Adha); 09-23 National Day
2027: 02-22 Founding Day; 03-09+4~ End of Ramadan (Eid al-Fitr); 05-15+4~ Feast of the Sacrifice (Eid al-Adha); 09-23 National Day
2028: 02-22 Founding Day; 02-26+4~ End of Ramadan (Eid al-Fitr); 05-04+4~ Feast of the Sacrifice (Eid al-Adha); 09-23 National Day
`,
  EG: `
2026: 01-07 Christmas Day; 01-25 National Police Day; 01-25 Revolution Day 2011; 03-20+3~ End of Ramadan (Eid al-Fitr); 04-13 Sham El Nessim; 04-25 Sinai Liberation Day; 05-01 Labour Day; 05-27+4~ Feast of the Sacrifice (Eid al-Adha); 06-16~ Islamic New Year; 06-30 30 June Day; 07-23 Revolution Day; 08-25~ Birthday of Muhammad (Mawlid); 10-06 Armed Forces Day
2027: 01-07 Christmas Day; 01-25 National Police Day; 01-25 Revolution Day 2011; 03-09+3~ End of Ramadan (Eid al-Fitr); 04-25 Sinai Liberation Day; 05-01 Labour Day; 05-03 Sham El Nessim; 05-16+4~ Feast of the Sacrifice (Eid al-Adha); 06-06~ Islamic New Year; 06-30 30 June Day; 07-23 Revolution Day; 08-14~ Birthday of Muhammad (Mawlid); 10-06 Armed Forces Day
2028: 01-07 Christmas Day; 01-25 National Police Day; 01-25 Revolution Day 2011; 02-26+3~ End of Ramadan (Eid al-Fitr); 04-17 Sham El Nessim; 04-25 Sinai Liberation Day; 05-01 Labour Day; 05-05+4~ Feast of the Sacrifice (Eid al-Adha); 05-25~ Islamic New Year; 06-30 30 June Day; 07-23 Revolution Day; 08-03~ Birthday of Muhammad (Mawlid); 10-06 Armed Forces Day
`,
  IN: `
2026: 01-26 Republic Day; 04-03 Good Friday; 04-14 Ambedkar Jayanti; 08-15 Independence Day; 10-02 Gandhi Jayanti; 12-25 Christmas Day
2027: 01-26 Republic Day; 03-26 Good Friday; 04-14 Ambedkar Jayanti; 08-15 Independence Day; 10-02 Gandhi Jayanti; 12-25 Christmas Day
2028: 01-26 Republic Day; 04-14 Ambedkar Jayanti; 04-14 Good Friday; 08-15 Independence Day; 10-02 Gandhi Jayanti; 12-25 Christmas Day
`,
  ID: `
2026: 01-01 New Year's Day; 01-16~ Laylat al-Mi'raj; 02-17~ Chinese New Year; 03-19~ Nyepi; 03-20~ End of Ramadan (Eid al-Fitr); 03-21~ End of Ramadan (Eid al-Fitr); 04-03 Good Friday; 05-01 Labour Day; 05-14 Ascension Day; 05-27~ Feast of the Sacrifice (Eid al-Adha); 05-31~ Vesak Day; 06-01 Pancasila Day; 06-16~ Islamic New Year; 08-17 Independence Day; 08-25~ Birthday of Muhammad (Mawlid); 12-25 Christmas Day
2027: 01-01 New Year's Day; 01-05~ Laylat al-Mi'raj; 02-06~ Chinese New Year; 03-08~ Nyepi; 03-09~ End of Ramadan (Eid al-Fitr); 03-10~ End of Ramadan (Eid al-Fitr); 03-26 Good Friday; 05-01 Labour Day; 05-06 Ascension Day; 05-16~ Feast of the Sacrifice (Eid al-Adha); 05-20~ Vesak Day; 06-01 Pancasila Day; 06-06~ Islamic New Year; 08-14~ Birthday of Muhammad (Mawlid); 08-17 Independence Day; 12-25~ Laylat al-Mi'raj; 12-25 Christmas Day
2028: 01-01 New Year's Day; 01-26~ Chinese New Year; 02-26~ End of Ramadan (Eid al-Fitr); 02-27~ End of Ramadan (Eid al-Fitr); 04-14 Good Friday; 05-01 Labour Day; 05-05~ Feast of the Sacrifice (Eid al-Adha); 05-25~ Islamic New Year; 05-25 Ascension Day; 06-01 Pancasila Day; 08-03~ Birthday of Muhammad (Mawlid); 08-17 Independence Day; 12-14~ Laylat al-Mi'raj; 12-25 Christmas Day
`,
  VN: `
2026: 01-01 New Year's Day; 02-16+5~ Vietnamese New Year Holidays; 02-17~ Vietnamese New Year; 04-26~ Hung Kings Commemorations; 04-30 Day of liberating the South for national reunification; 05-01 Labour Day; 09-02 National Day
2027: 01-01 New Year's Day; 02-05+5~ Vietnamese New Year Holidays; 02-06~ Vietnamese New Year; 04-16~ Hung Kings Commemorations; 04-30 Day of liberating the South for national reunification; 05-01 Labour Day; 09-02 National Day
2028: 01-01 New Year's Day; 01-25+5~ Vietnamese New Year Holidays; 01-26~ Vietnamese New Year; 04-04~ Hung Kings Commemorations; 04-30 Day of liberating the South for national reunification; 05-01 Labour Day; 09-02 National Day
`,
  TH: `
2026: 01-01 New Year's Day; 03-03~ Makha Bucha; 04-06 Chakri Memorial Day; 04-13 Songkran Festival; 04-14 Songkran Festival; 04-15 Songkran Festival; 05-04 Coronation Day; 05-31~ Vesak Day; 06-03 Queen Suthida's Birthday; 07-28 King's Birthday; 07-29~ Asalha Puja; 07-30~ Buddhist Lent; 08-12 The Queen Mother's Birthday; 10-13 King Bhumibol Adulyadej Memorial Day; 10-23 King Chulalongkorn Day; 12-05 King Bhumibol Adulyadej's Birthday; 12-10 Constitution Day; 12-31 New Year's Eve
2027: 01-01 New Year's Day; 04-06 Chakri Memorial Day; 04-13 Songkran Festival; 04-14 Songkran Festival; 04-15 Songkran Festival; 05-04 Coronation Day; 06-03 Queen Suthida's Birthday; 07-28 King's Birthday; 08-12 The Queen Mother's Birthday; 10-13 King Bhumibol Adulyadej Memorial Day; 10-23 King Chulalongkorn Day; 12-05 King Bhumibol Adulyadej's Birthday; 12-10 Constitution Day; 12-31 New Year's Eve
2028: 01-01 New Year's Day; 04-06 Chakri Memorial Day; 04-13 Songkran Festival; 04-14 Songkran Festival; 04-15 Songkran Festival; 05-04 Coronation Day; 06-03 Queen Suthida's Birthday; 07-28 King's Birthday; 08-12 The Queen Mother's Birthday; 10-13 King Bhumibol Adulyadej Memorial Day; 10-23 King Chulalongkorn Day; 12-05 King Bhumibol Adulyadej's Birthday; 12-10 Constitution Day; 12-31 New Year's Eve
`,
  MY: `
2026: 01-01 New Year's Day; 02-17~ Chinese New Year; 02-18~ Chinese New Year; 03-07~ Day of Nuzul Al-Quran; 03-21~ End of Ramadan (Eid al-Fitr); 03-22~ End of Ramadan (Eid al-Fitr); 05-01 Labour Day; 05-27~ Feast of the Sacrifice (Eid al-Adha); 05-31~ Vesak Day; 06-01 Yang di-Pertuan Agong's Birthday; 06-17~ Islamic New Year; 08-25~ Birthday of Muhammad (Mawlid); 08-31 Independence Day; 09-16 Malaysia Day; 11-08~ Deepavali; 11-09~ Deepavali; 12-25 Christmas Day
2027: 01-01 New Year's Day; 02-06~ Chinese New Year; 02-07~ Chinese New Year; 02-08~ Chinese New Year (substitute day); 02-24~ Day of Nuzul Al-Quran; 03-09~ End of Ramadan (Eid al-Fitr); 03-10~ End of Ramadan (Eid al-Fitr); 05-01 Labour Day; 05-16~ Feast of the Sacrifice (Eid al-Adha); 06-06~ Islamic New Year; 06-07 Yang di-Pertuan Agong's Birthday; 08-14~ Birthday of Muhammad (Mawlid); 08-31 Independence Day; 09-16 Malaysia Day; 10-28~ Deepavali; 12-25 Christmas Day
2028: 01-01 New Year's Day; 01-26~ Chinese New Year; 01-27~ Chinese New Year; 02-13~ Day of Nuzul Al-Quran; 02-26~ End of Ramadan (Eid al-Fitr); 02-27~ End of Ramadan (Eid al-Fitr); 05-01 Labour Day; 05-05~ Feast of the Sacrifice (Eid al-Adha); 05-25~ Islamic New Year; 06-05 Yang di-Pertuan Agong's Birthday; 08-03~ Birthday of Muhammad (Mawlid); 08-31 Independence Day; 09-16 Malaysia Day; 11-15~ Deepavali; 12-25 Christmas Day
`,
  PH: `
2026: 01-01 New Year's Day; 03-20~ End of Ramadan (Eid al-Fitr); 04-02 Maundy Thursday; 04-03 Good Friday; 04-05 Easter Sunday; 04-09 Day of Valor; 05-01 Labour Day; 05-27~ Feast of the Sacrifice (Eid al-Adha); 06-12 Independence Day; 08-31 National Heroes' Day; 11-30 Bonifacio Day; 12-25 Christmas Day; 12-30 Rizal Day
2027: 01-01 New Year's Day; 03-09~ End of Ramadan (Eid al-Fitr); 03-25 Maundy Thursday; 03-26 Good Friday; 03-28 Easter Sunday; 04-09 Day of Valor; 05-01 Labour Day; 05-16~ Feast of the Sacrifice (Eid al-Adha); 06-12 Independence Day; 08-30 National Heroes' Day; 11-30 Bonifacio Day; 12-25 Christmas Day; 12-30 Rizal Day
2028: 01-01 New Year's Day; 02-26~ End of Ramadan (Eid al-Fitr); 04-09 Day of Valor; 04-13 Maundy Thursday; 04-14 Good Friday; 04-16 Easter Sunday; 05-01 Labour Day; 05-05~ Feast of the Sacrifice (Eid al-Adha); 06-12 Independence Day; 08-28 National Heroes' Day; 11-30 Bonifacio Day; 12-25 Christmas Day; 12-30 Rizal Day
`,
  SG: `
2026: 01-01 New Year's Day; 02-17~ Chinese New Year; 02-18~ Chinese New Year; 03-21~ Hari Raya Puasa; 04-03 Good Friday; 05-01 Labour Day; 05-27~ Hari Raya Haji; 05-31~ Vesak Day; 06-01~ Vesak Day; 08-09 National Day; 08-10 National Day (substitute day); 11-08~ Deepavali; 11-09~ Deepavali; 12-25 Christmas Day
2027: 01-01 New Year's Day; 02-06~ Chinese New Year; 02-07~ Chinese New Year; 02-08~ Chinese New Year (substitute day); 03-09~ Hari Raya Puasa; 03-26 Good Friday; 05-01 Labour Day; 05-16~ Hari Raya Haji; 08-09 National Day; 10-28~ Deepavali; 12-25 Christmas Day
2028: 01-01 New Year's Day; 01-26~ Chinese New Year; 01-27~ Chinese New Year; 02-26~ Hari Raya Puasa; 04-14 Good Friday; 05-01 Labour Day; 05-05~ Hari Raya Haji; 08-09 National Day; 11-15~ Deepavali; 12-25 Christmas Day
`,
  JP: `
2026: 01-01 New Year's Day; 01-12 Coming of Age Day; 02-11 Foundation Day; 02-23 Emperor's Birthday; 03-20~ Spring Equinox Day; 04-29 Showa Day; 05-03 Constitution Day; 05-04 Greenery Day; 05-05 Children's Day; 05-06 Constitution Day (substitute day); 07-20 Marine Day; 08-11 Mountain Day; 09-21 Respect-for-the-Aged Day; 09-22 Citizens' Holiday; 09-23~ Autumnal Equinox Day; 10-12 Sports Day; 11-03 Culture Day; 11-23 Labor Thanksgiving Day
2027: 01-01 New Year's Day; 01-11 Coming of Age Day; 02-11 Foundation Day; 02-23 Emperor's Birthday; 03-21~ Spring Equinox Day; 03-22~ Spring Equinox Day (substitute day); 04-29 Showa Day; 05-03 Constitution Day; 05-04 Greenery Day; 05-05 Children's Day; 07-19 Marine Day; 08-11 Mountain Day; 09-20 Respect-for-the-Aged Day; 09-23~ Autumnal Equinox Day; 10-11 Sports Day; 11-03 Culture Day; 11-23 Labor Thanksgiving Day
2028: 01-01 New Year's Day; 01-10 Coming of Age Day; 02-11 Foundation Day; 02-23 Emperor's Birthday; 03-20~ Spring Equinox Day; 04-29 Showa Day; 05-03 Constitution Day; 05-04 Greenery Day; 05-05 Children's Day; 07-17 Marine Day; 08-11 Mountain Day; 09-18 Respect-for-the-Aged Day; 09-22~ Autumnal Equinox Day; 10-09 Sports Day; 11-03 Culture Day; 11-23 Labor Thanksgiving Day
`,
  KR: `
2026: 01-01 New Year's Day; 02-17+3~ Korean New Year; 03-01 Independence Movement Day; 03-02 Independence Movement Day (substitute day); 05-05 Children's Day; 05-24~ Buddha's Birthday; 05-25~ Buddha's Birthday (substitute day); 06-06 Memorial Day; 07-17 Constitution Day; 08-15 Liberation Day; 08-17 Liberation Day (substitute day); 09-24+3~ Korean Thanksgiving; 10-03 National Foundation Day; 10-05 National Foundation Day (substitute day); 10-09 Hangul Day; 12-25 Christmas Day
2027: 01-01 New Year's Day; 02-07+3~ Korean New Year; 02-09~ Korean New Year (substitute day); 03-01 Independence Movement Day; 05-05 Children's Day; 05-13~ Buddha's Birthday; 06-06 Memorial Day; 07-17 Constitution Day; 07-19 Constitution Day (substitute day); 08-15 Liberation Day; 08-16 Liberation Day (substitute day); 09-14+3~ Korean Thanksgiving; 10-03 National Foundation Day; 10-04 National Foundation Day (substitute day); 10-09 Hangul Day; 10-11 Hangul Day (substitute day); 12-25 Christmas Day; 12-27 Christmas Day (substitute day)
2028: 01-01 New Year's Day; 01-27+3~ Korean New Year; 03-01 Independence Movement Day; 05-02~ Buddha's Birthday; 05-05 Children's Day; 06-06 Memorial Day; 07-17 Constitution Day; 08-15 Liberation Day; 10-02+3~ Korean Thanksgiving; 10-03 National Foundation Day; 10-05 National Foundation Day (substitute day); 10-05~ Korean Thanksgiving (substitute day); 10-09 Hangul Day; 12-25 Christmas Day
`,
  AU: `
2026: 01-01 New Year's Day; 01-26 Australia Day; 04-03 Good Friday; 04-04 Easter Saturday; 04-05 Easter Sunday; 04-06 Easter Monday; 04-25 Anzac Day; 12-25 Christmas Day; 12-26 Boxing Day; 12-28 Boxing Day (substitute day)
2027: 01-01 New Year's Day; 01-26 Australia Day; 03-26 Good Friday; 03-27 Easter Saturday; 03-28 Easter Sunday; 03-29 Easter Monday; 04-25 Anzac Day; 12-25 Christmas Day; 12-26 Boxing Day; 12-27 Christmas Day (substitute day); 12-28 Boxing Day (substitute day)
2028: 01-01 New Year's Day; 01-03 New Year's Day; 01-26 Australia Day; 04-14 Good Friday; 04-15 Easter Saturday; 04-16 Easter Sunday; 04-17 Easter Monday; 04-25 Anzac Day; 12-25 Christmas Day; 12-26 Boxing Day
`,
  ZA: `
2026: 01-01 New Year's Day; 03-21 Human Rights Day; 04-03 Good Friday; 04-06 Family Day; 04-27 Freedom Day; 05-01 Workers' Day; 06-16 Youth Day; 08-09 National Women's Day; 08-10 Public Holiday; 09-24 Heritage Day; 12-16 Day of Reconciliation; 12-25 Christmas Day; 12-26 Day of Goodwill
2027: 01-01 New Year's Day; 03-21 Human Rights Day; 03-22 Public Holiday; 03-26 Good Friday; 03-29 Family Day; 04-27 Freedom Day; 05-01 Workers' Day; 06-16 Youth Day; 08-09 National Women's Day; 09-24 Heritage Day; 12-16 Day of Reconciliation; 12-25 Christmas Day; 12-26 Day of Goodwill; 12-27 Public Holiday
2028: 01-01 New Year's Day; 03-21 Human Rights Day; 04-14 Good Friday; 04-17 Family Day; 04-27 Freedom Day; 05-01 Workers' Day; 06-16 Youth Day; 08-09 National Women's Day; 09-24 Heritage Day; 09-25 Public Holiday; 12-16 Day of Reconciliation; 12-25 Christmas Day; 12-26 Day of Goodwill
`,
  NG: `
2026: 01-01 New Year's Day; 03-20+2~ Id el Fitr; 04-03 Good Friday; 04-06 Easter Monday; 05-01 Worker's Day; 05-27+2~ Id el Kabir; 05-27 Children's Day; 06-12 Democracy Day; 06-16~ Islamic New Year; 08-25~ Birthday of Muhammad (Mawlid); 10-01 Independence Day; 11-01 National Youth Day; 12-25 Christmas Day; 12-26 Boxing Day
2027: 01-01 New Year's Day; 03-09+2~ Id el Fitr; 03-26 Good Friday; 03-29 Easter Monday; 05-01 Worker's Day; 05-03 Worker's Day (substitute day); 05-16+2~ Id el Kabir; 05-27 Children's Day; 06-06~ Islamic New Year; 06-12 Democracy Day; 06-14 Democracy Day (substitute day); 08-14~ Birthday of Muhammad (Mawlid); 10-01 Independence Day; 11-01 National Youth Day; 12-25 Christmas Day; 12-26 Boxing Day
2028: 01-01 New Year's Day; 02-26+2~ Id el Fitr; 04-14 Good Friday; 04-17 Easter Monday; 05-01 Worker's Day; 05-05+2~ Id el Kabir; 05-25~ Islamic New Year; 05-27 Children's Day; 06-12 Democracy Day; 08-03~ Birthday of Muhammad (Mawlid); 10-01 Independence Day; 11-01 National Youth Day; 12-25 Christmas Day; 12-26 Boxing Day
`,
};
