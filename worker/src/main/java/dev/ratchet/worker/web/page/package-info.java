/**
 * What people see of the gateway in a browser: a few pages that the server writes whole, with forms and links, no script, and nothing
 * from elsewhere. Start with Pages. Each room of the navigation ({@link dev.ratchet.worker.web.page.view.Room}) has classes of its
 * own here: LibraryPages and DocumentPages, AskPages. They turn requests into calls of the same façades that the API has, and what
 * these give into values that the templates write ({@code view}).
 */
@NullMarked
package dev.ratchet.worker.web.page;

import org.jspecify.annotations.NullMarked;
