package dev.ratchet.worker.web.authentication;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.gateway.Whoami.MayActAs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Who may come in. Only digests of tokens are kept, and a token is compared with all of them in constant time.
 *
 * <p>{@link #operator} is for a {@code dev} process: one token that may act as anyone. {@link #ofPeople} is for
 * everything else: each token is one person's, who may act only as that person.
 */
public final class Tokens {
    /** At four bits for each character, as in hexadecimal digits, 128 bits. */
    private static final int LENGTH = 32;

    /** Fewer than almost any 32 hexadecimal digits chosen by chance have. */
    private static final int DISTINCT = 6;

    private record Known(Digest token, Caller caller) {}

    private final List<Known> known;

    private Tokens(List<Known> known) {
        this.known = List.copyOf(known);
    }

    /** @param person whom the token stands for when it does not act as somebody else */
    public static Tokens operator(String token, String person) {
        weakness(token).ifPresent(why -> {
            throw new IllegalArgumentException("the operator's token cannot be used: " + why);
        });
        return new Tokens(List.of(new Known(Digest.of(token), new Caller(person, MayActAs.ANYONE))));
    }

    /**
     * Reads a file of lines {@code <SHA-256 of the token> <person id>}; empty lines and those after {@code #} are
     * skipped. {@link #line} makes such a line.
     *
     * @throws IllegalArgumentException naming the line that is wrong and what would be right
     */
    public static Tokens ofPeople(Path file) throws IOException {
        List<Known> known = new ArrayList<>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                known.add(entry(file, at + 1, line, known));
            }
        }
        if (known.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " names nobody; a line is: <SHA-256 of a token, 64 hexadecimal digits> <person id>");
        }
        return new Tokens(known);
    }

    private static Known entry(Path file, int line, String text, List<Known> before) {
        String[] parts = text.split("\\s+");
        if (parts.length != 2 || !parts[0].matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(file + " line " + line
                    + ": should be <SHA-256 of a token, 64 lower-case hexadecimal digits> <person id>");
        }
        Digest token = new Digest(parts[0]);
        if (before.stream().anyMatch(known -> known.token().equals(token))) {
            throw new IllegalArgumentException(file + " line " + line + ": the same token is already somebody's above");
        }
        return new Known(token, new Caller(parts[1], MayActAs.SELF));
    }

    /**
     * Why a token is too easy to guess; empty when it is not. A file of tokens has their digests alone, so a person's token
     * can be judged only when it comes.
     */
    static Optional<String> weakness(String token) {
        if (token.length() >= LENGTH && token.chars().distinct().count() >= DISTINCT) {
            return Optional.empty();
        }
        return Optional.of("a token has at least " + LENGTH + " characters, of them " + DISTINCT
                + " different ones, all chosen by chance; 'ratchet-worker token PERSON' makes one, and its line for the"
                + " file that RATCHET_TOKENS names");
    }

    /** 256 bits of chance, in hexadecimal digits. */
    public static String random() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** The line of a file of tokens that gives this token to this person. */
    public static String line(String token, String person) {
        return Digest.of(token).hex() + " " + person;
    }

    /** Whether one of these tokens may act as anyone: fit for a laptop, not for a network. */
    public boolean anyone() {
        return operator().isPresent();
    }

    /** The digest of the token that may act as anyone; empty where there is none. */
    public Optional<Digest> operator() {
        return known.stream()
                .filter(each -> each.caller().mayActAs() == MayActAs.ANYONE)
                .map(Known::token)
                .findFirst();
    }

    Optional<Caller> caller(String token) {
        return holder(Digest.of(token));
    }

    /** @param token digest of it */
    Optional<Caller> holder(Digest token) {
        byte[] given = token.hex().getBytes(StandardCharsets.US_ASCII);
        Optional<Caller> found = Optional.empty();
        for (Known each : known) {
            if (MessageDigest.isEqual(each.token().hex().getBytes(StandardCharsets.US_ASCII), given)) {
                found = Optional.of(each.caller());
            }
        }
        return found;
    }
}
