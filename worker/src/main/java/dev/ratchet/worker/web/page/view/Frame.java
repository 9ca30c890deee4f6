package dev.ratchet.worker.web.page.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is around every page.
 *
 * @param title of the page, without the product's name
 * @param room that the page is in; absent for one that is in none
 * @param person who is signed in; absent when nobody is
 * @param refresh seconds after which the browser asks for the page again; 0 for never
 */
public record Frame(
        String title, @Nullable Room room, @Nullable String person, int refresh) {

    /** Of somebody who is signed in, in a room. */
    public static Frame of(String title, Room room, String person) {
        return new Frame(title, room, person, 0);
    }

    /** The same, of a page that waits for something. */
    public Frame refreshed(int seconds) {
        return new Frame(title, room, person, seconds);
    }

    public List<Room> rooms() {
        return List.of(Room.values());
    }

    public String css() {
        return Asset.CSS.href();
    }

    public String icon() {
        return Asset.ICON.href();
    }
}
