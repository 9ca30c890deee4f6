package dev.ratchet.activities.containers;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One part of a container, before it is unpacked.
 *
 * @param name as the container has it; not trusted
 * @param leftOut why it is no document, as far as the container knows; absent when its bytes decide
 * @param detail of {@code leftOut}
 */
record Part(String name, @Nullable Reason leftOut, String detail) {
    static Part of(String name) {
        return new Part(name, null, "");
    }

    /** Bytes of a part; they are read once, and only when somebody wants them. */
    interface Bytes {
        InputStream open() throws IOException;
    }

    /** Takes the parts of a container, one after another. */
    interface Taker {
        void take(Part part, Bytes bytes, Unpacking.Place at) throws IOException, Reason.Unopened;
    }
}
