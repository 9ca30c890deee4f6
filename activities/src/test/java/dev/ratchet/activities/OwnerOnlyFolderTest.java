package dev.ratchet.activities;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyFolderTest {
    @TempDir
    Path place;

    @Test
    void everyFolderThatIsMissingIsMadeForItsOwnerAlone() throws IOException {
        Path folder = place.resolve("a/b");
        assertThat(OwnerOnlyFolder.open(folder)).isEmpty();
        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(folder.getParent())).isEqualTo("rwx------");
    }

    @Test
    void whatOthersCouldReadIsNarrowedAndTold() throws IOException {
        Path folder = folder("open", "rwxr-xr-x");
        Path secret = Files.createFile(folder.resolve("secret"), asFileAttribute(fromString("rw-r--r--")));
        Files.createFile(folder.resolve("kept"), asFileAttribute(fromString("r--------")));
        assertThat(OwnerOnlyFolder.open(folder)).containsExactly(folder, secret);
        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(secret)).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("kept"))).isEqualTo("r--------");
        assertThat(OwnerOnlyFolder.open(folder)).isEmpty();
    }

    @Test
    void whatOthersMayHavePutThereIsNotTrusted() throws IOException {
        Path folder = folder("shared", "rwxrwxr-x");
        assertThat(OwnerOnlyFolder.open(folder)).as("nothing is in it").containsExactly(folder);
        Files.setPosixFilePermissions(folder, fromString("rwxrwxr-x"));
        Files.createFile(folder.resolve("approval-key.pem"));
        assertThatThrownBy(() -> OwnerOnlyFolder.open(folder))
                .isInstanceOf(OwnerOnlyFolder.Untrusted.class)
                .hasMessageContaining("others may write into " + folder);
        assertThat(permissions(folder)).as("left alone").isEqualTo("rwxrwxr-x");
    }

    @Test
    void aSymbolicLinkInItsPlaceIsRefused() throws IOException {
        Path elsewhere = folder("elsewhere", "rwxr-xr-x");
        Path link = Files.createSymbolicLink(place.resolve("link"), elsewhere);
        Path dangling = Files.createSymbolicLink(place.resolve("dangling"), place.resolve("nowhere"));
        for (Path each : new Path[] {link, dangling}) {
            assertThatThrownBy(() -> OwnerOnlyFolder.open(each)).hasMessageContaining(each + " is a symbolic link");
        }
        assertThat(permissions(elsewhere)).isEqualTo("rwxr-xr-x");
        assertThat(place.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aFileInItsPlaceIsRefused() throws IOException {
        Path file = Files.createFile(place.resolve("file"));
        assertThatThrownBy(() -> OwnerOnlyFolder.open(file)).hasMessageContaining("is not a folder");
    }

    @Test
    void theFolderOfAnotherUserIsRefused() throws IOException {
        Path others = Path.of("/usr");
        if (new UnixSystem().getUid() == 0) {
            others = folder("others", "rwx------");
            Files.setAttribute(others, "unix:uid", 65_534);
        }
        Path folder = others;
        assertThatThrownBy(() -> OwnerOnlyFolder.open(folder))
                .isInstanceOf(OwnerOnlyFolder.Untrusted.class)
                .hasMessageContaining(folder + " belongs to ");
    }

    @Test
    void aSecretIsReplacedWholeAndALinkInItsPlaceIsNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(place.resolve("elsewhere"), "theirs");
        Path file = Files.createSymbolicLink(place.resolve("secret"), elsewhere);
        OwnerOnlyFile.replace(file, "ours");
        OwnerOnlyFile.replace(file, "ours again");
        assertThat(file).hasContent("ours again").isRegularFile();
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(elsewhere).hasContent("theirs");
        assertThat(place.resolve("secret.new")).doesNotExist();
    }

    private Path folder(String name, String permissions) throws IOException {
        Path folder = Files.createDirectory(place.resolve(name));
        return Files.setPosixFilePermissions(folder, fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
