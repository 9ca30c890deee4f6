package dev.ratchet.activities;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that no other user can read, not even for a moment. */
public final class OwnerOnlyFile {
    private OwnerOnlyFile() {}

    /** @throws java.nio.file.FileAlreadyExistsException when it is there already */
    public static void write(Path file, String secret) throws IOException {
        Path created = Files.createFile(file, ownerOnly());
        Files.write(created, secret.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
    }

    /** To be read and written, from its beginning; made when it is absent. */
    public static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                ownerOnly());
    }

    /** For whoever makes such a file in another way; nothing where the file system knows no owners. */
    public static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Puts the secret in the place of what is there, at once: who reads the file sees the old or the new one, whole. */
    public static void replace(Path file, String secret) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        write(beside, secret);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
