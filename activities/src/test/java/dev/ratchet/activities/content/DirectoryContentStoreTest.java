package dev.ratchet.activities.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryContentStoreTest extends ContentStoreContract {
    @TempDir
    Path root;

    @Override
    protected ContentStore store() {
        return new DirectoryContentStore(root);
    }

    @Override
    protected void plant(TenantId tenant, Digest digest, byte[] bytes) throws IOException {
        Path shard = root.resolve(tenant.value()).resolve(digest.hex().substring(0, 2));
        Files.write(Files.createDirectories(shard).resolve(digest.hex()), bytes);
    }

    @Test
    void lies_in_the_tenants_folder_by_the_first_byte_of_its_digest() throws IOException {
        Digest digest = store().put(TenantId.DEFAULT, new byte[] {1, 2, 3}).digest();
        assertThat(root.resolve("default").resolve(digest.hex().substring(0, 2)).resolve(digest.hex()))
                .hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void a_refused_body_leaves_no_file() throws IOException {
        assertThatThrownBy(() -> store().put(TenantId.DEFAULT, new ByteArrayInputStream(new byte[10]), 9))
                .isInstanceOf(ContentStore.TooLargeException.class);
        assertThat(files()).isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
