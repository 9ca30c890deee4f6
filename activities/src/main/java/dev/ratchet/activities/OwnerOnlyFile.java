package dev.ratchet.activities;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes a secret so that no other user can read it, not even for a moment. */
public final class OwnerOnlyFile {
    private OwnerOnlyFile() {}

    /** @throws java.nio.file.FileAlreadyExistsException when it is there already */
    public static void write(Path file, String secret) throws IOException {
        FileAttribute<?>[] ownerOnly =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Path created = Files.createFile(file, ownerOnly);
        Files.write(created, secret.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
    }

    /** Puts the secret in the place of what is there, at once: who reads the file sees the old or the new one, whole. */
    public static void replace(Path file, String secret) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        write(beside, secret);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
