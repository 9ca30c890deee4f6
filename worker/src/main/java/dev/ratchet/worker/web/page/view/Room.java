package dev.ratchet.worker.web.page.view;

/** What a person does here, in the order of the navigation. A further one is a line here, and its own pages. */
public enum Room {
    LIBRARY("Library", "/library"),
    ASK("Ask", "/ask");

    private final String title;
    private final String path;

    Room(String title, String path) {
        this.title = title;
        this.path = path;
    }

    public String title() {
        return title;
    }

    /** Of its first page; all others are below it. */
    public String path() {
        return path;
    }
}
