package dev.ratchet.activities.content;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A folder: {@code tenant/ab/abcdef…}, sharded by the digest's first byte. A body is written beside its place, forced
 * to the disk, and moved there in one step; what a crash leaves behind lies in {@code tenant/incoming} and is never
 * read.
 */
public final class DirectoryContentStore implements ContentStore {
    private static final int BUFFER = 64 * 1024;

    private final Path root;

    /** @param root made when first written to */
    public DirectoryContentStore(Path root) {
        this.root = root;
    }

    @Override
    public DocumentRef put(TenantId tenant, InputStream bytes, long cap) throws IOException {
        Path incoming = Files.createDirectories(folder(tenant).resolve("incoming"));
        Path half = Files.createTempFile(incoming, "", ".half");
        try {
            DocumentRef written = write(tenant, bytes, cap, half);
            keep(half, written);
            return written;
        } finally {
            Files.deleteIfExists(half);
        }
    }

    @Override
    public Optional<byte[]> get(TenantId tenant, Digest digest) throws IOException {
        Optional<byte[]> kept = kept(tenant, digest);
        return kept.isPresent() ? Optional.of(Intact.require(digest, kept.get())) : kept;
    }

    @Override
    public Map<Digest, byte[]> getAll(TenantId tenant, Collection<Digest> digests) throws IOException {
        Map<Digest, byte[]> found = new LinkedHashMap<>();
        for (Digest digest : digests) {
            kept(tenant, digest).ifPresent(bytes -> found.put(digest, bytes));
        }
        return Intact.only(found);
    }

    @Override
    public Map<Digest, Held> held(TenantId tenant, Collection<Digest> digests) throws IOException {
        Map<Digest, Held> held = new LinkedHashMap<>();
        for (Digest digest : digests) {
            held.put(digest, Intact.held(digest, kept(tenant, digest)));
        }
        return held;
    }

    @Override
    public void forget(TenantId tenant, Collection<Digest> digests) throws IOException {
        for (Digest digest : digests) {
            Files.deleteIfExists(place(tenant, digest));
        }
    }

    private Optional<byte[]> kept(TenantId tenant, Digest digest) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(place(tenant, digest)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path folder(TenantId tenant) {
        return root.resolve(tenant.value());
    }

    private Path shard(TenantId tenant, Digest digest) {
        return folder(tenant).resolve(digest.hex().substring(0, 2));
    }

    private Path place(TenantId tenant, Digest digest) {
        return shard(tenant, digest).resolve(digest.hex());
    }

    private static DocumentRef write(TenantId tenant, InputStream bytes, long cap, Path to) throws IOException {
        MessageDigest sha = sha256();
        byte[] buffer = new byte[BUFFER];
        long count = 0;
        try (FileChannel file = FileChannel.open(to, StandardOpenOption.WRITE)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                count += read;
                if (count > cap) {
                    throw new TooLargeException(cap);
                }
                sha.update(buffer, 0, read);
                for (ByteBuffer rest = ByteBuffer.wrap(buffer, 0, read); rest.hasRemaining(); ) {
                    file.write(rest);
                }
            }
            file.force(true);
        }
        return new DocumentRef(tenant, new Digest(HexFormat.of().formatHex(sha.digest())), count);
    }

    private void keep(Path half, DocumentRef written) throws IOException {
        Path shard = Files.createDirectories(shard(written.tenant(), written.digest()));
        Files.move(
                half,
                place(written.tenant(), written.digest()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        force(shard);
        force(folder(written.tenant()));
    }

    /** A new name lasts only once its folder is on the disk too. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
