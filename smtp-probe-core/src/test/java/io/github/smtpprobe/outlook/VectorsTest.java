/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import static io.github.smtpprobe.outlook.Hosts.INSECURE;
import static io.github.smtpprobe.outlook.Hosts.SECURE;
import static io.github.smtpprobe.outlook.Hosts.forecast;
import static io.github.smtpprobe.outlook.Hosts.mx;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The vectors of a survey, from the states of the domain and its exchanger on: what Postfix with level dane, Gmail, Exchange Online and
 * Exim do.
 */
class VectorsTest {
    private record Vector(int number, DomainState domain, HostState.Builder host, String letters) {
        @Override
        public String toString() {
            return "vector " + number;
        }
    }

    private static HostState.Builder ca() {
        return mx().pkix(PkixState.VALID);
    }

    private static HostState.Builder unsigned() {
        return mx().addresses(AnswerState.INSECURE, AddressState.IPV4);
    }

    static Stream<Vector> vectors() {
        return Stream.of(
                new Vector(1, SECURE, ca().tlsa(TlsaState.MATCHES), "VTVV"),
                new Vector(2, SECURE, mx().tlsa(TlsaState.MATCHES).expired(true), "VT?V"),
                new Vector(3, SECURE, mx().tlsa(TlsaState.MISMATCH), "QTQQ"),
                new Vector(4, SECURE, mx().tlsa(TlsaState.MATCHES), "VTVV"),
                new Vector(5, SECURE, mx().tlsa(TlsaState.WEAKER_MATCHES), "QT??"),
                new Vector(6, SECURE, mx().tlsa(TlsaState.MISMATCH), "QTQQ"),
                new Vector(7, SECURE, mx().tlsa(TlsaState.MATCHES), "VTVV"),
                new Vector(8, SECURE, mx().tlsa(TlsaState.MISMATCH), "QTQQ"),
                new Vector(9, SECURE, mx().tlsa(TlsaState.MATCHES).domainNameOnly(true), "VT?Q"),
                new Vector(10, SECURE, ca().tlsa(TlsaState.UNUSABLE), "TTT?"),
                new Vector(11, SECURE, mx().tlsa(TlsaState.UNUSABLE), "TTT?"),
                new Vector(12, SECURE, ca().tlsa(TlsaState.LOOKUP_ERROR), "QTQQ"),
                new Vector(13, SECURE, unsigned().tlsa(TlsaState.NOT_ASKED), "TTTT"),
                new Vector(14, INSECURE, mx().tlsa(TlsaState.MISMATCH), "QTTT"),
                new Vector(15, DomainState.of(AnswerState.BOGUS, ExchangerState.NOT_TESTED), mx(), "Q?QQ"),
                new Vector(16, SECURE, ca().tlsa(TlsaState.LOOKUP_ERROR), "QTQQ"),
                new Vector(17, SECURE, mx().tlsa(TlsaState.MATCHES).alias(true), "VT?T"),
                new Vector(19, SECURE, mx().tlsa(TlsaState.NOT_COMPARED).startTls(StartTlsState.NOT_OFFERED), "QCQQ"),
                new Vector(20, INSECURE, unsigned().pkix(PkixState.VALID).sts(StsState.LISTED), "TVVT"),
                new Vector(21, INSECURE, unsigned().pkix(PkixState.VALID).sts(StsState.NOT_LISTED), "TQQT"),
                new Vector(22, INSECURE, unsigned().sts(StsState.NONE), "TTTT"),
                new Vector(23, INSECURE, unsigned().sts(StsState.UNAVAILABLE), "TTTT"),
                new Vector(24, SECURE, mx().tlsa(TlsaState.MATCHES).sts(StsState.LISTED), "VQ?V"),
                new Vector(25, DomainState.of(AnswerState.SECURE, ExchangerState.NULL_MX), mx(), "BBBB"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void comesToWhatIsForetold(Vector vector) {
        String found = Stream.of("postfix-dane", "gmail", "exchange-online", "exim")
                .map(sender -> forecast(sender, vector.domain(), vector.host().build()))
                .map(each -> String.valueOf(each.prospect().letter()))
                .reduce("", String::concat);
        assertThat(found).isEqualTo(vector.letters());
    }

    @Test
    void vector18IsDecidedByChance() {
        HostState host = mx().tlsa(TlsaState.MATCHES)
                .alternatively(mx().tlsa(TlsaState.MISMATCH).build())
                .build();
        for (String sender : new String[] {"postfix-dane", "exim", "dane-only", "exchange-online"}) {
            Forecast found = forecast(sender, SECURE, host);
            assertThat(found.prospect()).isEqualTo(Prospect.QUEUED);
            assertThat(found.better()).hasValue(Prospect.VERIFIED);
            assertThat(found.byChance()).isTrue();
            assertThat(found.why())
                    .startsWith("It depends on the address or the certificate that the sender meets. At worst: ");
            assertThat(found.row()).hasValue(4);
        }
        assertThat(forecast("gmail", SECURE, host).prospect()).isEqualTo(Prospect.ENCRYPTED);
        assertThat(forecast("gmail", SECURE, host).byChance()).isFalse();
    }
}
