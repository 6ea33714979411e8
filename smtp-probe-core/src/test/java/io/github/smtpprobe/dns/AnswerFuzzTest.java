/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.resolve.TargetLookup;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.Resolution;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Any octets as the answers of a name server. */
class AnswerFuzzTest {
    /** Gives the same answer to every question, as dnsjava reads it off the wire. */
    private static final class Parrot extends SimpleResolver {
        private final byte[] wire;

        Parrot(byte[] wire) throws IOException {
            super("127.0.0.1");
            this.wire = wire;
        }

        @Override
        public CompletionStage<Message> sendAsync(Message query, Executor executor) {
            try {
                return CompletableFuture.completedFuture(new Message(wire));
            } catch (IOException malformed) {
                return CompletableFuture.failedFuture(malformed);
            }
        }
    }

    static Stream<byte[]> answers() throws IOException {
        return Stream.of(
                answer(Type.MX, "10 mx.example.com."),
                answer(Type.MX, "0 ."),
                answer(Type.A, "192.0.2.1"),
                answer(Type.AAAA, "2001:db8::1"),
                answer(Type.CNAME, "example.com."),
                answer(Type.DNAME, "example.com."));
    }

    private static byte[] answer(int type, String data) throws IOException {
        Message message = new Message(1);
        Name name = Name.fromString("example.com.");
        message.getHeader().setFlag(Flags.QR);
        message.addRecord(Record.newRecord(name, type, DClass.IN), Section.QUESTION);
        message.addRecord(Record.fromString(name, type, DClass.IN, 60, data, Name.root), Section.ANSWER);
        return message.toWire();
    }

    @MethodSource("answers")
    @FuzzTest(maxDuration = "2m")
    void z12AnswersBecomeRoutesOrReasons(byte[] octets) throws Exception {
        DnsResolver resolver = new DnsResolver(wire -> {
            try {
                return List.of(new Parrot(octets));
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        for (ProbeRequest request : Arrays.asList(
                ProbeRequest.toMxOf("example.com").build(),
                ProbeRequest.to("example.com", 25).build())) {
            Resolution resolution = new TargetLookup(request, resolver, AddressPolicy.allowAll(), new Random(1))
                    .run(Deadline.after(Duration.ofMillis(500), Ticker.system()), new Guard(new Cancellation()));
            assertThat(resolution.hosts()).hasSizeLessThanOrEqualTo(20);
            assertThat(resolution.routes()).hasSizeLessThanOrEqualTo(160);
            assertThat(resolution.detail()).doesNotContain("\r", "\n", "\0");
            resolution.hosts().forEach(host -> assertThat(host.name()).matches("[\\x21-\\x7E]*"));
        }
    }
}
