/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.harness.ChildJvm;
import io.github.smtpprobe.tls.TlsInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first TLS handshake of a process: what it needs is loaded before the connection, and what is left in its time is said. */
class StartUpTest {
    /** Of the JDK's: without a handshake nobody makes its first message. */
    private static final String HELLO = "sun.security.ssl.ClientHello";

    @Test
    void isPreparedBeforeTheConnectionIsMade() throws Exception {
        isPreparedFirst("starttls");
    }

    @Tag("sweep")
    @ParameterizedTest
    @ValueSource(strings = {"if-offered", "context"})
    void isPreparedWhereverThereMayBeOne(String how) throws Exception {
        isPreparedFirst(how);
    }

    private static void isPreparedFirst(String how) throws Exception {
        List<String> lines = lines(how);
        assertThat(first(lines, HELLO)).isBetween(0, first(lines, FirstHandshake.CONNECTS) - 1);
    }

    @Test
    void isNotPreparedWhereItIsNone() throws Exception {
        isNotPrepared("plain");
    }

    @Tag("sweep")
    @ParameterizedTest
    @ValueSource(strings = {"hurried", "provider"})
    void isNotPreparedWhereItIsNotThisJavasOrTimeIsShort(String how) throws Exception {
        isNotPrepared(how);
    }

    private static void isNotPrepared(String how) throws Exception {
        List<String> lines = lines(how);
        assertThat(first(lines, FirstHandshake.CONNECTS)).isNotNegative();
        assertThat(first(lines, HELLO)).isNegative();
    }

    @Test
    void canBePreparedByItselfAndThatLeavesNoThread() throws Exception {
        List<String> lines = lines("asked");
        assertThat(lines).contains(FirstHandshake.WARM + "0 threads more");
        assertThat(first(lines, HELLO)).isBetween(0, first(lines, FirstHandshake.WARM));
    }

    @Tag("sweep")
    @Test
    void aCancelOrAnInterruptEndsThePreparationAndItIsMadeUpForLater() throws Exception {
        List<String> lines = lines("ended");
        assertThat(lines).contains(FirstHandshake.WARM + "interrupted: true");
        assertThat(first(lines, HELLO)).isGreaterThan(first(lines, FirstHandshake.WARM));
    }

    @Test
    void isMarkedUntilOneCameSoFarThatAllItNeedsIsLoaded() throws Exception {
        List<String> told = lines("thrice").stream()
                .filter(line -> line.startsWith(FirstHandshake.WARM))
                .toList();
        assertThat(told).hasSize(3);
        assertThat(told.get(0))
                .startsWith(FirstHandshake.WARM + "true the server closed the connection")
                .endsWith(" (the time includes start-up)");
        assertThat(told.get(1)).startsWith(FirstHandshake.WARM + "true TLSv1.3").endsWith(", includes start-up");
        assertThat(told.get(2))
                .startsWith(FirstHandshake.WARM + "false TLSv1.3")
                .doesNotContain("start-up");
    }

    @Test
    void theMarkStaysWhereAFactIsShortened() {
        TlsInfo seen = TlsInfo.unseen("mx.example.com");
        Outcome silent = Outcome.failed(Reason.TLS_TIMEOUT, "the TLS handshake did not end in time");
        TlsHandshake marked = TlsHandshake.of(silent, Duration.ofSeconds(3), seen, true);
        assertThat(marked.includesStartUp()).isTrue();
        assertThat(marked.shortened(0, 5).asMap()).containsEntry("includesStartUp", true);
        assertThat(marked.description()).as("a long silence is not start-up").doesNotContain("start-up");
        assertThat(TlsHandshake.of(silent, Duration.ofSeconds(3), seen).includesStartUp())
                .isFalse();
    }

    private static List<String> lines(String how) throws IOException, InterruptedException {
        return new ChildJvm(Path.of("").toAbsolutePath(), "-Xlog:class+load")
                .run(FirstHandshake.class, how)
                .lines()
                .toList();
    }

    /** The number of the first line with this text; -1 if there is none. */
    private static int first(List<String> lines, String text) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        return -1;
    }
}
