package dev.ratchet.activities.content;

import dev.ratchet.activities.OwnerOnlyFile;
import dev.ratchet.workflows.contract.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A body of bytes on its way to a store. It is hashed as it arrives. Its first {@link #IN_MEMORY} bytes are held in
 * memory; a longer one goes to a temporary file that only its owner can read. On POSIX systems that file has no name from
 * the start, so it is gone when this is closed, and also when the process is killed.
 *
 * <p>One thread at a time may use it.
 */
public final class SpooledBody implements AutoCloseable {
    /** Most bytes of one body in memory. Most invoices are shorter. */
    public static final int IN_MEMORY = 64 * 1024;

    private final MessageDigest sha = sha256();
    private final ByteArrayOutputStream head = new ByteArrayOutputStream(0);
    private final long cap;
    private @Nullable FileChannel file;
    private @Nullable Digest digest;
    private long length;

    /** @param cap most bytes accepted */
    public SpooledBody(long cap) {
        this.cap = cap;
    }

    /** @throws ContentStore.TooLargeException when the stream has more than {@code cap} bytes */
    public static SpooledBody of(InputStream bytes, long cap) throws IOException {
        SpooledBody body = new SpooledBody(cap);
        try {
            byte[] buffer = new byte[IN_MEMORY];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                body.append(ByteBuffer.wrap(buffer, 0, read));
            }
            return body;
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    /**
     * Takes all that remains in the buffer.
     *
     * @throws ContentStore.TooLargeException when that makes more than the cap
     * @throws IllegalStateException after {@link #digest}, {@link #open} or {@link #bytes}
     */
    public void append(ByteBuffer bytes) throws IOException {
        if (digest != null) {
            throw new IllegalStateException("the body is complete");
        }
        if (length + bytes.remaining() > cap) {
            throw new ContentStore.TooLargeException(cap);
        }
        length += bytes.remaining();
        sha.update(bytes.duplicate());
        if (file == null && length <= IN_MEMORY) {
            byte[] more = new byte[bytes.remaining()];
            bytes.get(more);
            head.write(more);
            return;
        }
        FileChannel spool = file;
        if (spool == null) {
            spool = temporary();
            file = spool;
            write(spool, ByteBuffer.wrap(head.toByteArray()));
            head.reset();
        }
        write(spool, bytes);
    }

    /** Of what was appended, which is all there is from now on. */
    public Digest digest() {
        Digest known = digest;
        if (known == null) {
            known = new Digest(HexFormat.of().formatHex(sha.digest()));
            digest = known;
        }
        return known;
    }

    public long length() {
        return length;
    }

    /** From the first byte; a stream that was opened before ends its use. */
    public InputStream open() throws IOException {
        digest();
        FileChannel spool = file;
        if (spool == null) {
            return new ByteArrayInputStream(head.toByteArray());
        }
        return new FilterInputStream(Channels.newInputStream(spool.position(0))) {
            @Override
            public void close() {
                // the channel is closed with the body
            }
        };
    }

    /** All of them in memory: only for a body whose length is known to be small. */
    public byte[] bytes() throws IOException {
        try (InputStream all = open()) {
            return all.readAllBytes();
        }
    }

    /** Removes what was spooled. */
    @Override
    public void close() throws IOException {
        digest();
        head.reset();
        if (file != null) {
            file.close();
        }
    }

    private static void write(FileChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private static FileChannel temporary() throws IOException {
        Path file = Path.of(System.getProperty("java.io.tmpdir")).resolve("ratchet-" + UUID.randomUUID() + ".body");
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                OwnerOnlyFile.ownerOnly());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
