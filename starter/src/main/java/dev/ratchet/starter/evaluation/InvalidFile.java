package dev.ratchet.starter.evaluation;

import dev.ratchet.starter.command.Refused;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is wrong with a file that was given, with its name and line. */
final class InvalidFile {
    private InvalidFile() {}

    /** @param line from 1 */
    static Refused at(Path file, int line, String why) {
        return new Refused("INVALID_FILE", file + ":" + line + ": " + why);
    }

    static Refused whole(Path file, String why) {
        return new Refused("INVALID_FILE", file + ": " + why);
    }

    /** The lines of a text, without a byte order mark; each may end in CR LF. */
    static List<String> lines(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.replaceFirst("^\uFEFF", "").lines().toList();
        } catch (CharacterCodingException e) {
            throw whole(file, "the file should be UTF-8 text");
        } catch (IOException e) {
            throw new Refused("UNREADABLE", "'" + file + "' cannot be read; give a file");
        }
    }
}
