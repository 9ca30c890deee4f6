package dev.ratchet.starter.submit;

import dev.ratchet.starter.command.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder that a scanner or a mail gateway drops files into, and where they go. A file is moved by one atomic rename, at the
 * very end: it is in exactly one of the three folders at any time. The reason why a file is in {@code failed} is written before
 * it is moved there, so no file is there without one.
 */
final class DropFolder implements AutoCloseable {
    private static final String WHY = ".why.txt";
    private static final String LOCK = ".ratchet-watch.lock";

    /** As programs name files that they still write. */
    private static final List<String> UNFINISHED = List.of(".tmp", ".part", ".filepart", ".crdownload", ".partial");

    private final Path folder;
    private final Path done;
    private final Path failed;
    private final FileChannel locked;

    private DropFolder(Path folder, FileChannel locked) {
        this.folder = folder;
        this.done = folder.resolve("done");
        this.failed = folder.resolve("failed");
        this.locked = locked;
    }

    /** What is seen of a file from outside; another one after it was written to. */
    record Stamp(long size, long modifiedMillis) {}

    /**
     * For this process alone.
     *
     * @throws Refused when it is no folder, cannot be written to, or another process watches it
     */
    static DropFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new Refused("NO_FOLDER", folder + " is no folder; name one that files are dropped into");
        }
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new Refused("WATCHED", folder + " is watched by another process; let that one end first");
            }
            DropFolder opened = new DropFolder(folder, channel);
            Files.createDirectories(opened.done);
            Files.createDirectories(opened.failed);
            return opened;
        } catch (IOException e) {
            throw new Refused("NO_FOLDER", folder + " cannot be written to: " + e.getMessage());
        }
    }

    /** The system gives it back when the process ends, however it ends. */
    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The files in it, by name: no folders, no links, nothing hidden, nothing that is named as unfinished. */
    SortedMap<Path, Stamp> files() throws IOException {
        SortedMap<Path, Stamp> files = new TreeMap<>();
        try (DirectoryStream<Path> each = Files.newDirectoryStream(folder, DropFolder::isWanted)) {
            for (Path file : each) {
                Stamp stamp = stamp(file);
                if (stamp != null) {
                    files.put(file, stamp);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    private static boolean isWanted(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && UNFINISHED.stream().noneMatch(name::endsWith);
    }

    /** Absent when it is gone, or no file. */
    @Nullable
    Stamp stamp(Path file) throws IOException {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return seen.isRegularFile()
                    ? new Stamp(seen.size(), seen.lastModifiedTime().toMillis())
                    : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Where it is now. */
    Path done(Path file) throws IOException {
        return move(file, free(done, file));
    }

    /** @param why in words, for who looks into the folder */
    Path failed(Path file, String why) throws IOException {
        Path to = free(failed, file);
        Path unfinished = failed.resolve("." + to.getFileName() + WHY);
        Files.writeString(unfinished, why);
        Files.move(
                unfinished,
                failed.resolve(to.getFileName() + WHY),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        return move(file, to);
    }

    private static Path move(Path file, Path to) throws IOException {
        return Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The file's own name, or with the first number that is free. Only this process moves files there. */
    private static Path free(Path folder, Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        Path free = folder.resolve(name);
        boolean asAReason = name.endsWith(WHY);
        for (int n = 1; asAReason || Files.exists(free, LinkOption.NOFOLLOW_LINKS); n++) {
            free = folder.resolve(name.substring(0, dot) + "-" + n + name.substring(dot));
            asAReason = false;
        }
        return free;
    }

    @Override
    public void close() {
        try {
            locked.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
