/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A test whose script was not played as it is written fails, and says why. */
class BrokenScriptsTest {
    private static final Map<String, TestExecutionResult> RESULTS = new TreeMap<>();

    @BeforeAll
    static void run() {
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(BrokenScripts.class))
                                .configurationParameter(BrokenScripts.ASKED, "yes")
                                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                RESULTS.put(test.getDisplayName().replace("()", ""), result);
                            }
                        });
    }

    private static Throwable failure(String test) {
        TestExecutionResult result = RESULTS.get(test);
        assertThat(result).as(test).isNotNull();
        assertThat(result.getStatus()).as(test).isEqualTo(TestExecutionResult.Status.FAILED);
        return result.getThrowable().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        notPlayedToItsEnd | connection 1, script 1 of 1: "C: QUIT" (entry 4) was awaited, but nothing came before the client left
        inPlainUse        | connection 1, script 1 of 1: "C: QUIT" (entry 4) was awaited, but nothing came before the client left
        anotherLine       | connection 1, script 1 of 1: expected "C: QUIT" (entry 4), but the client sent "C: NOOP"
        halfALine         | "C: EHLO x" (entry 2) was awaited, but of it came only "C: EHL\\-" before the client left
        neverConnected    | script 1 of 1 was not played: no client came for it
        oneScriptTooMany  | script 2 of 2 was not played: no client came for it
        aThreadThatDied   | connection 1, script 1 of 1: the server's thread died: java.lang.IllegalStateException
        tlsThatTheClientRefused | "* tls any" (entry 1) was awaited, but TLS failed:
        aMessageThatIsAnother | expected "C: Subject: hi" as line 1 of the message, but the client sent "C: Subject: ho"
        aLenientServerHearsALineThatIsNotInItsScript | expected "C: EHLO x" (entry 2), but the client sent "C: NOOP"
        """)
    void itFails(String test, String message) {
        assertThat(failure(test)).isInstanceOf(AssertionError.class).hasMessageContaining(message);
    }

    @Test
    void theMessageHasWhatWasSaid() {
        assertThat(failure("anotherLine").getMessage())
                .endsWith("; what was said:\n    S: 220 mx\n    C: EHLO me\n    S: 250 mx\n    C: NOOP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"theClientThrows", "inPlainUseTheClientThrows"})
    void theServersProblemStandsBesideTheClients(String test) {
        Throwable failure = failure(test);
        assertThat(failure).isInstanceOf(IOException.class);
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(beside -> assertThat(beside).hasMessageContaining("but the client sent \"C: NOOP\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"played", "playedTwice", "leftALenientServer", "leftASilentServer"})
    void itPasses(String test) {
        assertThat(RESULTS.get(test).getThrowable()).isEqualTo(Optional.empty());
    }

    @Test
    void aTestThatWasAbortedIsNotJudged() {
        assertThat(RESULTS.get("aborted").getStatus()).isEqualTo(TestExecutionResult.Status.ABORTED);
    }

    @Test
    void everyOneOfThemIsJudgedHere() {
        assertThat(RESULTS.keySet().stream().filter(each -> !each.contains(" ")))
                .hasSizeGreaterThanOrEqualTo(17);
    }

    @Test
    void inMemoryToo() {
        MemoryTransport memory =
                new MemoryTransport(Delivery.WHOLE, null, Script.parse("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: NOOP"));
        assertThatThrownBy(memory::verify)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("script 1 of 1 was not played");
        SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .build()
                .probe(ProbeRequest.to("192.0.2.1", 25).tls(TlsMode.PLAIN).build());
        assertThatThrownBy(memory::verify)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected \"C: NOOP\" (entry 4), but the client sent \"C: QUIT\"");
        memory.lenient();
        assertThatThrownBy(memory::verify).isInstanceOf(AssertionError.class); // a wrong line stays one
    }
}
