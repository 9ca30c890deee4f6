package dev.ratchet.worker.replay;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The golden histories that this build was made with. */
public final class PackagedGolden {
    private static final String FOLDER = "/golden";

    private PackagedGolden() {}

    /** By name. */
    public static List<Golden> all() throws IOException {
        URL folder =
                Objects.requireNonNull(PackagedGolden.class.getResource(FOLDER), "this build has no golden histories");
        try {
            URI place = folder.toURI();
            if (!"jar".equals(place.getScheme())) {
                return Golden.all(Path.of(place));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                return Golden.all(jar.getPath(FOLDER));
            }
        } catch (URISyntaxException e) {
            throw new IOException("golden histories are in no file: " + folder, e);
        }
    }
}
