/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.handshake.Received;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.tls.TlsInfo;
import java.net.SocketTimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handshakes that were not over in time. Some JDKs end a flood of records themselves, so that no dialogue shows it on each. */
class TlsFailuresTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        300 | 300 | TLS_ENDLESS | the TLS handshake did not end in time: 300 records came, all of them empty
        300 | 7   | TLS_ENDLESS | the TLS handshake did not end in time: 300 records came, 7 of them empty
        64  | 0   | TLS_ENDLESS | the TLS handshake did not end in time: 64 records came
        20  | 0   | TLS_TIMEOUT | the TLS handshake did not end in time: only 5 octets of an answer came
        """)
    void whatCameIsCounted(int records, int empty, Reason reason, String words) {
        Received received = new Received(new byte[] {22, 3, 3, 0, 0}, records, empty);
        Outcome.Failed failed = TlsFailures.of(
                new SocketTimeoutException(),
                TlsInfo.unseen("mx.example.com"),
                received,
                Deadline.after(Patience.AMPLE, Ticker.system()));
        assertThat(failed.reason()).isEqualTo(reason);
        assertThat(failed.detail()).isEqualTo(words);
    }
}
