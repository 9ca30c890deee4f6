package dev.ratchet.activities.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryExpiringContentTest extends ContentStoreContract {
    @TempDir
    Path root;

    @Override
    protected ExpiringContent store() {
        return new DirectoryExpiringContent(root, Clock.systemUTC());
    }

    @Override
    protected void plant(TenantId tenant, Digest digest, byte[] bytes) throws IOException {
        Files.write(Files.createDirectories(file(tenant, digest).getParent()).resolve(digest.hex()), bytes);
    }

    private Path file(TenantId tenant, Digest digest) {
        return root.resolve(tenant.value())
                .resolve(digest.hex().substring(0, 2))
                .resolve(digest.hex());
    }

    @Test
    void whatIsOlderIsRemovedOfThisTenantAlone() throws IOException {
        TenantId tenant = new TenantId("purged");
        TenantId other = new TenantId("other");
        Digest old = store().put(tenant, new byte[] {1}).digest();
        Digest again = store().put(tenant, new byte[] {2}).digest();
        store().put(other, new byte[] {1});
        for (Path file : new Path[] {file(tenant, old), file(tenant, again), file(other, old)}) {
            Files.setLastModifiedTime(
                    file, FileTime.from(Clock.systemUTC().instant().minus(Duration.ofDays(31))));
        }
        store().put(tenant, new byte[] {2});
        assertThat(store().purge(tenant, Duration.ofDays(30))).isEqualTo(1);
        assertThat(store().get(tenant, old)).isEmpty();
        assertThat(store().get(tenant, again)).isPresent();
        assertThat(store().get(other, old)).isPresent();
        assertThat(store().purge(new TenantId("nobody"), Duration.ofDays(30))).isZero();
    }
}
