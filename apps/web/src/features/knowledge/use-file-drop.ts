import { onMounted, onUnmounted, readonly, ref } from 'vue';

/**
 * Files dropped anywhere on the page. Beside whatever takes them the browser would leave the page and open the file; what was written
 * there would be gone from the screen.
 */
export function useFileDrop(take: (files: FileList) => unknown) {
  const dragged = ref(false);
  const brings = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  function over(event: DragEvent): void {
    if (!brings(event)) return;
    event.preventDefault();
    dragged.value = true;
  }
  function leave(event: DragEvent): void {
    // Nothing is entered instead: it left the window.
    if (event.relatedTarget === null) dragged.value = false;
  }
  function drop(event: DragEvent): void {
    dragged.value = false;
    if (!brings(event)) return;
    event.preventDefault();
    take(event.dataTransfer!.files);
  }
  onMounted(() => {
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
  });
  onUnmounted(() => {
    removeEventListener('dragover', over);
    removeEventListener('dragleave', leave);
    removeEventListener('drop', drop);
  });
  return { dragged: readonly(dragged) };
}
