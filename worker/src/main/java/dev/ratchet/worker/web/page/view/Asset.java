package dev.ratchet.worker.web.page.view;

import dev.ratchet.workflows.contract.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file that every page links, the same for everybody. Its address changes with its bytes, so browsers may keep it. */
public enum Asset {
    CSS("page.css", "text/css; charset=utf-8"),
    ICON("icon.svg", "image/svg+xml");

    private final String name;
    private final String contentType;
    private final byte[] bytes;
    private final String href;

    Asset(String name, String contentType) {
        this.name = name;
        this.contentType = contentType;
        this.bytes = read(name);
        this.href = "/assets/" + name + "?v=" + Digest.of(bytes).hex().substring(0, 12);
    }

    private static byte[] read(String name) {
        try (InputStream file = Asset.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the page's file " + name + " is not in the jar");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its path is {@code /assets/} and this. */
    public String fileName() {
        return name;
    }

    public String contentType() {
        return contentType;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    String href() {
        return href;
    }
}
