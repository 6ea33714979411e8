/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.harness.OlderResolver;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.MailResolver.Answer;
import io.github.smtpprobe.route.MailResolver.Status;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/** PTR records from a name server of our own on the loopback address, which also answers as hostile ones do. */
class ReverseNamesTest {
    private static final String SIX =
            "8.b.d.0.1.0.0.2.ip6.arpa."; // behind it stand the nibbles of 2001:db8::19, the last one first
    private static final String MANY = IntStream.range(0, 1_000)
            .mapToObj(i -> "9.2.0.192.in-addr.arpa. 60 IN PTR h" + i + ".many.example.\n")
            .collect(Collectors.joining());

    private static NameServer server;

    @BeforeAll
    static void start() throws Exception {
        server = NameServer.start("""
            1.2.0.192.in-addr.arpa. 60 IN PTR MX1.Example.COM.
            1.2.0.192.in-addr.arpa. 60 IN PTR mail.example.com.
            1.2.0.192.in-addr.arpa. 60 IN PTR mx1.example.com.
            2.2.0.192.in-addr.arpa. 60 IN CNAME 2.0-63.2.0.192.in-addr.arpa.
            2.0-63.2.0.192.in-addr.arpa. 60 IN PTR classless.example.com.
            3.2.0.192.in-addr.arpa. 60 IN CNAME loop.2.0.192.in-addr.arpa.
            loop.2.0.192.in-addr.arpa. 60 IN CNAME 3.2.0.192.in-addr.arpa.
            4.2.0.192.in-addr.arpa. 60 IN PTR .
            5.2.0.192.in-addr.arpa. 60 IN TXT "no name"
            6.2.0.192.in-addr.arpa. 60 IN PTR a\\000b\\.c\\027[31m\\226\\128\\174.example.
            9.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.\
            """ + SIX + " 60 IN PTR six.example.com.\n" + MANY)
                .answering("7.2.0.192.in-addr.arpa", query -> List.of(NameServer.failing(query, Rcode.SERVFAIL)))
                .answering("8.2.0.192.in-addr.arpa", NameServer.SILENCE);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static Answer<String> names(String address) throws Exception {
        Deadline limit = Deadline.after(
                address.endsWith(".8") ? Duration.ofMillis(300) : Patience.AMPLE, Ticker.system()); // the silent one
        return new DnsResolver(List.of(server.address())).names(InetAddress.getByName(address), limit);
    }

    @Test
    void eachNameIsToldOnceAndInLowerCase() throws Exception {
        assertThat(names("192.0.2.1").status()).isEqualTo(Status.FOUND);
        assertThat(names("192.0.2.1").records()).containsExactlyInAnyOrder("mx1.example.com", "mail.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::19", "2001:0db8:0:0:0:0:0:19"})
    void addressesOfTheSixthVersionAreAskedForByTheirNibbles(String address) throws Exception {
        assertThat(names(address).records()).containsExactly("six.example.com");
        assertThat(server.asked())
                .contains("9.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0." + SIX.replaceAll("\\.$", "") + " PTR");
    }

    @Test
    void addressesOfPartsOfANetworkAreFollowed() throws Exception {
        assertThat(names("192.0.2.2").records()).containsExactly("classless.example.com"); // RFC 2317 §4
        assertThat(names("192.0.2.2").aliases()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.3, BAD_ANSWER",
        "192.0.2.4, NO_RECORDS",
        "192.0.2.5, NO_RECORDS",
        "192.0.2.7, SERVER_FAILURE",
        "192.0.2.8, TIMEOUT",
        "192.0.2.99, NXDOMAIN"
    })
    void whatIsNoNameIsKeptApart(String address, Status status) throws Exception {
        assertThat(names(address).status()).isEqualTo(status);
        assertThat(names(address).records()).isEmpty();
    }

    @Test
    void oddOctetsInNamesAreWrittenOut() throws Exception {
        assertThat(names("192.0.2.6").records())
                .hasSize(1)
                .allMatch(name -> name.chars().allMatch(c -> c > ' ' && c < 0x7F));
    }

    @Test
    void aThousandNamesAreReadInPart() throws Exception {
        assertThat(names("192.0.2.9").records()).hasSize(FewRecords.MOST);
    }

    @Test
    void anAnswerThatCannotBeFetchedIsCalledSo() throws Exception {
        try (NameServer cutting = NameServer.start("").answering("1.2.0.192.in-addr.arpa", NameServer::cutOff)) {
            cutting.refuseStreams();
            Answer<String> answer = new DnsResolver(List.of(cutting.address()))
                    .names(InetAddress.getByName("192.0.2.1"), Deadline.after(Patience.AMPLE, Ticker.system()));
            assertThat(answer.status()).isEqualTo(Status.TRUNCATED);
        }
    }

    @Test
    void aResolverWithoutTheLookUpSaysSo() throws Exception {
        MailResolver older = new OlderResolver(new DnsResolver());
        Deadline limit = Deadline.after(Patience.AMPLE, Ticker.system());
        assertThat(older.names(InetAddress.getLoopbackAddress(), limit).status())
                .isEqualTo(Status.NOT_SUPPORTED);
    }
}
