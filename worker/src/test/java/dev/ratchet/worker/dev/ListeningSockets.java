package dev.ratchet.worker.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a process and its descendants accept TCP connections, as Linux tells under {@code /proc}. */
final class ListeningSockets {
    private static final String LISTEN = "0A";

    private ListeningSockets() {}

    static List<InetSocketAddress> of(ProcessHandle root) throws IOException {
        Set<String> inodes = new HashSet<>();
        for (ProcessHandle process :
                Stream.concat(Stream.of(root), root.descendants()).toList()) {
            inodes.addAll(inodes(process));
        }
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(ListeningSockets::rows)
                .filter(row -> row[3].equals(LISTEN) && inodes.contains(row[9]))
                .map(row -> address(row[1]))
                .toList();
    }

    /** A socket's open file is a link to {@code socket:[INODE]}. A process that has ended meanwhile has none. */
    private static Set<String> inodes(ProcessHandle process) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
            return files.map(ListeningSockets::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        } catch (NoSuchFileException e) {
            if (process.isAlive()) {
                throw e;
            }
            return Set.of();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    private static Stream<String[]> rows(String table) {
        try {
            return Files.readAllLines(Path.of(table)).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code ADDRESS:PORT}, hexadecimal, the address in words of four bytes in the order of the machine. */
    private static InetSocketAddress address(String text) {
        String[] parts = text.split(":");
        ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0])).order(ByteOrder.nativeOrder());
        ByteBuffer network = ByteBuffer.allocate(words.capacity());
        while (words.hasRemaining()) {
            network.putInt(words.getInt());
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(network.array()), Integer.parseInt(parts[1], 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }
}
