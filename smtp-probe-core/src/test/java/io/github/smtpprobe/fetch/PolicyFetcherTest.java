/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import static io.github.smtpprobe.fetch.Fetching.AUTHORITY;
import static io.github.smtpprobe.fetch.Fetching.HOST;
import static io.github.smtpprobe.fetch.PolicyHost.POLICY;
import static io.github.smtpprobe.fetch.PolicyHost.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.PolicyFetch.Outcome;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.testkit.VirtualTicker;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8461 §3.3: one GET over HTTPS at the policy host, and what came of it. */
class PolicyFetcherTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final InetAddress OTHER = AddressLiteral.parse("192.0.2.1");

    @Test
    void aPolicyIsFetched() throws Exception {
        try (PolicyHost host = PolicyHost.https(AUTHORITY.issue(HOST), ok(POLICY))) {
            PolicyFetch fetch = new Fetching().from(host);
            assertThat(fetch.outcome()).isEqualTo(Outcome.FETCHED);
            assertThat(fetch.status()).hasValue(200);
            assertThat(fetch.plainText()).isTrue();
            assertThat(fetch.detail()).isEmpty();
            assertThat(fetch.address()).contains(LOOPBACK);
            assertThat(fetch.silent()).isEmpty();
            assertThat(fetch.location()).isEmpty();
            assertThat(fetch.contentEncoding()).isEmpty();
            assertThat(fetch.took()).isPositive();
            assertThat(fetch.tls().orElseThrow().authenticated()).isTrue();
            assertThat(fetch.tls().orElseThrow().chain()).hasSize(1);
            assertThat(fetch.tls().orElseThrow().serverName()).contains(HOST);
            assertThat(StsPolicy.parse(fetch.body()).valid()).isTrue();
            assertThat(host.requests())
                    .containsExactly("GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: mta-sts.example.com\r\n"
                            + "User-Agent: smtp-probe\r\nAccept: text/plain\r\nAccept-Encoding: identity\r\n"
                            + "Connection: close\r\n\r\n");
        }
    }

    @Test
    void theHostsNameIsTakenInAnyCaseAndNothingElseGoesIn() throws Exception {
        Guard guard = new Guard(new Cancellation());
        PolicyFetcher fetcher = new PolicyFetcher(Transport.sockets(), Fetching.TRUSTING, guard);
        Deadline deadline = Fetching.in(Duration.ofSeconds(1));
        assertThat(fetcher.fetch("MTA-STS.Example.com.", List.of(), deadline).host())
                .isEqualTo(HOST);
        for (String each : List.of("", "a b", "a\r\nX: y", "a/b", "a:443", "..")) {
            assertThatThrownBy(() -> fetcher.fetch(each, List.of(), deadline))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void withoutAddressThereIsNothingToConnectTo() {
        PolicyFetch fetch = new Fetching().from(443);
        assertThat(fetch.outcome()).isEqualTo(Outcome.NO_ADDRESS);
        assertThat(fetch.address()).isEmpty();
        assertThat(fetch.tls()).isEmpty();
    }

    @Test
    void theNextAddressIsTriedWhereOneDoesNotConnect() throws Exception {
        try (PolicyHost host = PolicyHost.https(AUTHORITY.issue(HOST), ok(POLICY))) {
            Fetching fetching = new Fetching().over((route, deadline) -> {
                if (route.address().equals(OTHER)) {
                    throw new ConnectException("Connection refused");
                }
                return Transport.sockets().connect(route, deadline);
            });
            PolicyFetch fetch = fetching.from(host.port(), OTHER, LOOPBACK, LOOPBACK);
            assertThat(fetch.outcome()).isEqualTo(Outcome.FETCHED);
            assertThat(fetch.silent()).containsExactly(OTHER);
            assertThat(fetch.address()).contains(LOOPBACK);
            assertThat(host.connections()).isEqualTo(1);
        }
    }

    @Test
    void theFirstThatConnectsGivesTheAnswer() throws Exception {
        try (PolicyHost host = PolicyHost.https(AUTHORITY.issue("other.example"), ok(POLICY))) {
            PolicyFetch fetch = new Fetching().from(host.port(), LOOPBACK, LOOPBACK);
            assertThat(fetch.outcome()).isEqualTo(Outcome.BAD_CERTIFICATE);
            assertThat(fetch.others()).extracting(PolicyFetch::outcome).containsExactly(Outcome.BAD_CERTIFICATE);
            assertThat(fetch.byChance()).isFalse();
            assertThat(host.connections()).isEqualTo(2);
        }
    }

    @Test
    void whereAnAddressGivesNoPolicyTheNextThreeAreAsked() throws Exception {
        try (PolicyHost host =
                PolicyHost.https(AUTHORITY.issue(HOST), "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")) {
            PolicyFetch fetch =
                    new Fetching().from(host.port(), LOOPBACK, LOOPBACK, LOOPBACK, LOOPBACK, LOOPBACK, LOOPBACK);
            assertThat(fetch.outcome()).isEqualTo(Outcome.STATUS);
            assertThat(fetch.others())
                    .hasSize(3)
                    .allSatisfy(each -> assertThat(each.status()).hasValue(404));
            assertThat(host.connections()).isEqualTo(4);
        }
    }

    /** What fails on this side tells nothing of the address that was next, and what its host does is told. */
    @Test
    void ourOwnTroubleAtAFurtherAddressTellsNothingOfIt() throws Exception {
        assertThat(behindOneWithoutPolicy(new ConnectException("Connection refused"), Duration.ZERO))
                .extracting(PolicyFetch::outcome)
                .containsExactly(Outcome.NO_CONNECTION);
        assertThat(behindOneWithoutPolicy(new IllegalStateException("our bug"), Duration.ZERO))
                .as("our transport")
                .isEmpty();
        assertThat(behindOneWithoutPolicy(new SocketTimeoutException("connect timed out"), Duration.ofMinutes(2)))
                .as("our deadline")
                .isEmpty();
    }

    private static List<PolicyFetch> behindOneWithoutPolicy(Exception failure, Duration lost) throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        try (PolicyHost host =
                PolicyHost.https(AUTHORITY.issue(HOST), "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")) {
            Fetching fetching = new Fetching()
                    .over((route, deadline) -> {
                        if (route.address().equals(LOOPBACK)) {
                            return Transport.sockets().connect(route, deadline);
                        }
                        ticker.advance(lost);
                        if (failure instanceof IOException failed) {
                            throw failed;
                        }
                        throw (RuntimeException) failure;
                    })
                    .until(Deadline.after(Duration.ofMinutes(1), ticker));
            PolicyFetch fetch = fetching.from(host.port(), LOOPBACK, OTHER);
            assertThat(fetch.outcome()).isEqualTo(Outcome.STATUS);
            assertThat(fetching.connected()).hasSize(2);
            assertThat(fetch.byChance()).isFalse();
            return fetch.others();
        }
    }

    @Test
    void noAddressIsGivenLessThanASecondHoweverLittleTimeIsLeft() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        List<Duration> given = new ArrayList<>();
        new Fetching()
                .over((route, deadline) -> {
                    given.add(deadline.remaining());
                    ticker.advance(deadline.remaining());
                    throw new SocketTimeoutException("connect timed out");
                })
                .until(Deadline.after(Duration.ofSeconds(2), ticker))
                .from(443, OTHER, OTHER, OTHER, OTHER);
        assertThat(given).startsWith(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void noAddressThatConnects() {
        PolicyFetch refused = new Fetching()
                .over((route, deadline) -> {
                    throw new ConnectException("Connection refused");
                })
                .from(443, OTHER, LOOPBACK);
        assertThat(refused.outcome()).isEqualTo(Outcome.NO_CONNECTION);
        assertThat(refused.detail()).isEqualTo("Connection refused");
        assertThat(refused.silent()).containsExactly(OTHER, LOOPBACK);
        assertThat(refused.address()).isEmpty();
    }

    /** An address that is silent gets its share of the time, and leaves the others theirs. */
    @Test
    void silentAddressesShareTheTime() {
        VirtualTicker ticker = new VirtualTicker();
        Fetching fetching = new Fetching()
                .over((route, deadline) -> {
                    ticker.advance(deadline.remaining());
                    throw new SocketTimeoutException("connect timed out");
                })
                .until(Deadline.after(Duration.ofSeconds(12), ticker));
        PolicyFetch fetch = fetching.from(443, OTHER, OTHER, OTHER);
        assertThat(fetch.outcome()).isEqualTo(Outcome.NO_CONNECTION);
        assertThat(fetch.detail()).isEqualTo("the connection was not answered in time");
        assertThat(fetch.took()).isEqualTo(Duration.ofSeconds(12));
        assertThat(fetching.connected()).hasSize(3);
        PolicyFetch longer = new Fetching()
                .over((route, deadline) -> {
                    ticker.advance(deadline.remaining());
                    throw new SocketTimeoutException("connect timed out");
                })
                .until(Deadline.after(Duration.ofMinutes(10), ticker))
                .from(443, OTHER);
        assertThat(longer.took()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aTransportThatFailsIsOurs() {
        PolicyFetch fetch = new Fetching()
                .over((route, deadline) -> {
                    throw new IllegalStateException("secret");
                })
                .from(443, OTHER, LOOPBACK);
        assertThat(fetch.outcome()).isEqualTo(Outcome.LOCAL);
        assertThat(fetch.detail()).contains("threw IllegalStateException").doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({"204, STATUS", "206, STATUS", "404, STATUS", "500, STATUS", "304, REDIRECT", "599, STATUS"})
    void otherStatus(int status, Outcome outcome) throws Exception {
        PolicyFetch fetch = Fetching.answer(
                "HTTP/1.1 " + status + " x\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nsecret");
        assertThat(fetch.outcome()).isEqualTo(outcome);
        assertThat(fetch.status()).hasValue(status);
        assertThat(fetch.contentType()).contains("text/plain");
        assertThat(fetch.body()).isEmpty();
    }

    /** The address of cloud metadata, and every other: a redirection is data. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectionsAreNotFollowed(int status) throws Exception {
        try (PolicyHost host = PolicyHost.https(
                AUTHORITY.issue(HOST),
                "HTTP/1.1 " + status + " Moved\r\nLocation: http://169.254.169.254/\u001B[31m\r\n\r\n" + POLICY)) {
            Fetching fetching = new Fetching();
            PolicyFetch fetch = fetching.from(host);
            assertThat(fetch.outcome()).isEqualTo(Outcome.REDIRECT);
            assertThat(fetch.location()).contains("http://169.254.169.254/\\u{1B}[31m");
            assertThat(fetch.body()).isEmpty();
            assertThat(fetching.connected())
                    .hasSize(1)
                    .allMatch(each -> each.address().equals(LOOPBACK));
            assertThat(host.connections()).isEqualTo(1);
        }
    }

    @Test
    void anotherTypeIsSaid() throws Exception {
        PolicyFetch fetch = Fetching.answer("HTTP/1.1 200 OK\r\ncontent-TYPE:text/html\r\n\r\n<html>");
        assertThat(fetch.contentType()).contains("text/html");
        assertThat(fetch.plainText()).isFalse();
        assertThat(Fetching.answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                        .contentType())
                .isEmpty();
    }

    @Test
    void aStatusOf200WithoutBodyIsAnEmptyPolicy() throws Exception {
        PolicyFetch fetch = Fetching.answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertThat(fetch.outcome()).isEqualTo(Outcome.FETCHED);
        assertThat(fetch.body()).isEmpty();
    }

    @Test
    void ifTheTimeIsOverBeforeItBeganNothingIsAsked() {
        VirtualTicker ticker = new VirtualTicker();
        Fetching fetching = new Fetching().until(Deadline.after(Duration.ZERO, ticker));
        assertThat(fetching.from(443, LOOPBACK).outcome()).isEqualTo(Outcome.TIME);
    }

    @Test
    void whatIsCancelledBeforeItBeganConnectsToNobody() {
        Fetching fetching = new Fetching();
        fetching.cancel();
        assertThat(fetching.from(443, LOOPBACK).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(fetching.connected()).isEmpty();
    }

    @Test
    void anInterruptFromOutsideEndsItAndStays() {
        Fetching fetching = new Fetching();
        Thread.currentThread().interrupt();
        PolicyFetch fetch = fetching.from(443, LOOPBACK);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(fetch.outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void aFetchTakesAMinuteAtMost() {
        assertThat(PolicyFetcher.LONGEST).isEqualTo(Duration.ofSeconds(60));
        assertThat(PolicyFetcher.PORT).isEqualTo(443);
    }
}
