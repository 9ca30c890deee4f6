package dev.ratchet.starter;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What Maven wrote into the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        try (InputStream written =
                Version.class.getResourceAsStream("/META-INF/maven/dev.ratchet/ratchet-starter/pom.properties")) {
            Properties properties = new Properties();
            if (written != null) {
                properties.load(written);
            }
            return new String[] {"ratchet " + properties.getProperty("version", "(not packaged)")};
        }
    }
}
