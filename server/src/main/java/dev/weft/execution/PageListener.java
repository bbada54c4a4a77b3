package dev.weft.execution;

/** Is told of what happens to pages. Called on the page's loop: it must not block. */
@FunctionalInterface
public interface PageListener {
    /** It is not told. */
    PageListener NONE = report -> {};

    /** A page has ended. */
    void ended(PageReport report);
}
