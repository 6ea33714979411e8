/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

class HostsFileTest {
    @TempDir
    Path folder;

    private List<String> addresses(String name, int type) throws IOException {
        Path file = folder.resolve("hosts");
        Files.writeString(file, """
            # made by hand
            127.0.0.1\tlocalhost
            192.0.2.1  mx.example.com mx # the first
            192.0.2.2\tMX.example.com
            192.0.2.2 mx.example.com
            2001:db8::1 mx.example.com
            fe80::1%eth0 mx.example.com
            192.0.2.300 mx.example.com
            192.0.2.9 notmx.example.com
            #192.0.2.8 mx.example.com

            \u00e4 mx.example.com
            """);
        return new HostsFile(file)
                .records(Name.fromString(name, Name.root), type).stream()
                        .map(Record::rdataToString)
                        .toList();
    }

    @Test
    void allLinesOfANameCount() throws IOException {
        assertThat(addresses("mx.example.com", Type.A)).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(addresses("mx.example.com", Type.AAAA)).containsExactly("2001:db8:0:0:0:0:0:1");
        assertThat(addresses("mx", Type.A)).containsExactly("192.0.2.1");
    }

    @Test
    void otherNamesOtherTypesAndNoFileHaveNone() throws IOException {
        assertThat(addresses("example.com", Type.A)).isEmpty();
        assertThat(addresses("mx.example.com", Type.MX)).isEmpty();
        assertThat(new HostsFile(folder.resolve("none")).records(Name.root, Type.A))
                .isEmpty();
    }

    /** The lines of a file that has not changed for a while are kept; each change shows all the same. */
    @Test
    void aChangeIsSeen() throws IOException {
        Path file = folder.resolve("hosts");
        HostsFile hosts = new HostsFile(file);
        FileTime old = FileTime.from(Instant.parse("2026-11-01T00:00:00Z"));
        for (String address : List.of("192.0.2.1", "192.0.2.22", "192.0.2.33")) {
            Files.writeString(file, address + " mx.example.com\n");
            Files.setLastModifiedTime(file, old);
            assertThat(addresses(hosts)).containsExactly(address);
            old = FileTime.from(old.toInstant().plusSeconds(1));
        }
        Files.writeString(file, "192.0.2.44 mx.example.com\n");
        assertThat(addresses(hosts)).containsExactly("192.0.2.44");
        Files.delete(file);
        assertThat(addresses(hosts)).isEmpty();
    }

    /** A file that shows no change is not read: here its content was replaced behind its time stamp. */
    @Test
    void aFileWithoutChangeIsNotReadAgain() throws IOException {
        Path file = folder.resolve("hosts");
        HostsFile hosts = new HostsFile(file);
        FileTime old = FileTime.from(Instant.parse("2026-11-01T00:00:00Z"));
        for (String address : List.of("192.0.2.1", "192.0.2.2")) {
            Files.writeString(file, address + " mx.example.com\n");
            Files.setLastModifiedTime(file, old);
            assertThat(addresses(hosts)).containsExactly("192.0.2.1");
        }
    }

    private static List<String> addresses(HostsFile hosts) throws IOException {
        return hosts.records(Name.fromString("mx.example.com", Name.root), Type.A).stream()
                .map(Record::rdataToString)
                .toList();
    }
}
