package dev.ratchet.planted.io.workflows.invoice;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

final class Reads {
    Path path() {
        return Path.of("/etc/passwd");
    }

    InputStream resource() {
        return Reads.class.getResourceAsStream("x");
    }

    URI address() {
        return URI.create("http://localhost");
    }

    void prints() {
        System.out.println();
    }

    RuntimeException harmless(UncheckedIOException e) {
        return e;
    }
}
