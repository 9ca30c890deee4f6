package dev.ratchet.starter.documents;

import dev.ratchet.starter.command.FileArguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file to upload.
 *
 * @param name by which the library knows it: the file's own, or its path below the folder that was given
 */
record DocumentFile(Path file, String name) {

    /** Those that the paths on a command line name. */
    static List<DocumentFile> expand(List<Path> given) {
        List<DocumentFile> files = new ArrayList<>();
        for (Path path : given) {
            if (Files.isDirectory(path)) {
                FileArguments.expand(List.of(path))
                        .forEach(file -> files.add(new DocumentFile(
                                file, path.relativize(file).toString().replace('\\', '/'))));
            } else {
                files.add(new DocumentFile(path, String.valueOf(path.getFileName())));
            }
        }
        return files;
    }
}
