package dev.ratchet.starter.agents;

import dev.ratchet.starter.command.Refused;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.run.AgentEntry;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What a run should begin with, as it was given: a file, standard input, or JSON text on the command line.
 *
 * @param source where it comes from, for messages
 * @param name of the run, unless the person names it
 */
record AgentInput(String source, String name, BodyPublisher body) {
    static final String STANDARD_INPUT = "-";

    /**
     * @param given a path, {@code -}, or, for an agent that takes JSON, text that starts with a brace or a bracket
     * @param limit the most bytes that the gateway takes
     * @throws Refused when it cannot be read
     */
    static AgentInput of(AgentEntry agent, String given, InputStream in, long limit) {
        boolean json = agent.intake() instanceof AgentEntry.Json;
        if (given.equals(STANDARD_INPUT)) {
            return new AgentInput("standard input", "standard input", BodyPublishers.ofByteArray(read(in, limit)));
        }
        if (json && given.stripLeading().matches("(?s)[{\\[].*")) {
            byte[] text = given.getBytes(StandardCharsets.UTF_8);
            return new AgentInput("the JSON", "command line", BodyPublishers.ofByteArray(text));
        }
        try {
            return file(Path.of(given), limit);
        } catch (InvalidPathException | IOException e) {
            throw new Refused("UNREADABLE", "'" + given + "' cannot be read; " + right(agent, json));
        }
    }

    private static AgentInput file(Path file, long limit) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("a folder");
        }
        if (Files.size(file) > limit) {
            throw tooLarge(file.toString(), limit);
        }
        return new AgentInput(file.toString(), String.valueOf(file.getFileName()), BodyPublishers.ofFile(file));
    }

    private static byte[] read(InputStream in, long limit) {
        try {
            byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, limit + 1));
            if (bytes.length > limit) {
                throw tooLarge("standard input", limit);
            }
            return bytes;
        } catch (IOException e) {
            throw new Refused("UNREADABLE", "standard input cannot be read");
        }
    }

    private static Refused tooLarge(String what, long limit) {
        return new Refused(
                Problem.TOO_LARGE, what + " has more than " + limit + " bytes, the most that the gateway takes");
    }

    private static String right(AgentEntry agent, boolean json) {
        return "agent '" + agent.name() + "' takes "
                + (json
                        ? "JSON: give a file of it, '-' for standard input, or the text itself, which starts with { or ["
                        : "a document: give a file, or '-' for standard input");
    }
}
