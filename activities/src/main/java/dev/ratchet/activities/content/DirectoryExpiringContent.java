package dev.ratchet.activities.content;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of its own, as {@link DirectoryContentStore} has one; the age of a body is that of its file. */
public final class DirectoryExpiringContent implements ExpiringContent {
    private final Path root;
    private final DirectoryContentStore files;
    private final Clock clock;

    /** @param root of nothing else; made when first written to */
    public DirectoryExpiringContent(Path root, Clock clock) {
        this.root = root;
        this.files = new DirectoryContentStore(root);
        this.clock = clock;
    }

    @Override
    public DocumentRef put(TenantId tenant, InputStream bytes, long cap) throws IOException {
        return files.put(tenant, bytes, cap);
    }

    @Override
    public Optional<byte[]> get(TenantId tenant, Digest digest) throws IOException {
        return files.get(tenant, digest);
    }

    @Override
    public Map<Digest, byte[]> getAll(TenantId tenant, Collection<Digest> digests) throws IOException {
        return files.getAll(tenant, digests);
    }

    @Override
    public Map<Digest, Held> held(TenantId tenant, Collection<Digest> digests) throws IOException {
        return files.held(tenant, digests);
    }

    @Override
    public int purge(TenantId tenant, Duration olderThan, Set<Digest> except) throws IOException {
        Path folder = root.resolve(tenant.value());
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        Instant before = clock.instant().minus(olderThan);
        List<Path> bodies;
        try (Stream<Path> all = Files.walk(folder)) {
            bodies = all.filter(Files::isRegularFile).toList();
        }
        Set<String> kept = except.stream().map(Digest::hex).collect(Collectors.toSet());
        int gone = 0;
        for (Path body : bodies) {
            if (!kept.contains(body.getFileName().toString())
                    && Files.getLastModifiedTime(body).toInstant().isBefore(before)
                    && Files.deleteIfExists(body)) {
                gone++;
            }
        }
        return gone;
    }

    @Override
    public void forget(TenantId tenant, Collection<Digest> digests) throws IOException {
        files.forget(tenant, digests);
    }
}
