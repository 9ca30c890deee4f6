package dev.ratchet.activities;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A folder that no other user of the machine can look into. Where the file system knows no owners, a plain folder. */
public final class OwnerOnlyFolder {
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private static final Set<PosixFilePermission> WRITE_OF_OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private OwnerOnlyFolder() {}

    /**
     * Creates the folder, and those above it that are missing, with 0700. One that is there is taken over: wider
     * permissions are taken away from it and from the files directly in it.
     *
     * @return what was narrowed, the folder first; empty when nothing had to be
     * @throws Untrusted when it is a symbolic link or no folder, belongs to another user, or holds something while others
     *     may write into it
     */
    public static List<Path> open(Path folder) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
            Files.createDirectories(folder);
            return List.of();
        }
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER));
        }
        requireOurs(folder);
        List<Path> narrowed = new ArrayList<>();
        narrow(folder, narrowed);
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.sorted().toList()) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    narrow(file, narrowed);
                }
            }
        }
        return narrowed;
    }

    private static void requireOurs(Path folder) throws IOException {
        PosixFileAttributes found = attributes(folder);
        if (!found.isDirectory()) {
            throw new Untrusted(folder
                    + (found.isSymbolicLink() ? " is a symbolic link; name the folder itself" : " is not a folder"));
        }
        Object owner = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (((Number) owner).longValue() != new UnixSystem().getUid()) {
            throw new Untrusted(folder + " belongs to " + found.owner().getName() + "; choose a folder of your own");
        }
        if (found.permissions().stream().anyMatch(WRITE_OF_OTHERS::contains) && !empty(folder)) {
            throw new Untrusted("others may write into " + folder
                    + ", so what is in it cannot be trusted; move it away, or look through it and 'chmod go= " + folder
                    + "'");
        }
    }

    private static boolean empty(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }

    private static void narrow(Path path, List<Path> narrowed) throws IOException {
        Set<PosixFilePermission> found = attributes(path).permissions();
        Set<PosixFilePermission> ours = EnumSet.copyOf(OWNER);
        ours.retainAll(found);
        if (!ours.equals(found)) {
            Files.setPosixFilePermissions(path, ours);
            narrowed.add(path);
        }
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** The folder must not be used; the message says which one, why, and what to do. */
    public static final class Untrusted extends IOException {
        private static final long serialVersionUID = 1;

        Untrusted(String why) {
            super(why);
        }
    }

    /** Removes a folder with all that is in it. */
    public static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
