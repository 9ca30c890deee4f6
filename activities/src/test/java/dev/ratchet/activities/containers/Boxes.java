package dev.ratchet.activities.containers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives and mails for tests. */
final class Boxes {
    private Boxes() {}

    record Entry(String name, byte[] bytes) {
        static Entry of(String name, String text) {
            return new Entry(name, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    static byte[] zip(Entry... entries) {
        return zip(List.of(entries));
    }

    static byte[] zip(List<Entry> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Entry entry : entries) {
                zip.putNextEntry(new ZipEntry(entry.name()));
                zip.write(entry.bytes());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A mail of these parts; each is its header lines, and its content as it is written. */
    static byte[] mail(String sender, String subject, String... parts) {
        String boundary = "b" + Integer.toHexString(subject.hashCode());
        return ("From: " + sender + "\nTo: rechnung@ravensholt.example\nSubject: " + subject
                        + "\nMessage-ID: <1@example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\""
                        + boundary + "\"\n\na preamble\n--" + boundary + "\n"
                        + String.join("\n--" + boundary + "\n", parts) + "\n--" + boundary + "--\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    static String part(String header, String content) {
        return header + "\n\n" + content;
    }

    static String attached(String type, String disposition, byte[] content) {
        return part(
                "Content-Type: " + type + "\nContent-Transfer-Encoding: base64\nContent-Disposition: " + disposition,
                Base64.getMimeEncoder().encodeToString(content));
    }

    static String attached(String name, byte[] content) {
        return attached("application/octet-stream", "attachment; filename=\"" + name + "\"", content);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static final Map<String, byte[]> PICTURES = Map.of(
            "png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0},
            "jpg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 0});
}
