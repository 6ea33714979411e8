/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers that a test writes down; whatever it has not is proven not to be there. It keeps what was asked, round by round. */
final class FixedAnswers implements SecureResolver {
    private static final Duration TTL = Duration.ofHours(1);

    private final Map<Question, DnsAnswer> known = new LinkedHashMap<>();
    private final List<List<String>> rounds = new ArrayList<>();
    private Security elsewhere = Security.SECURE;
    private RootValidation.State rootState = RootValidation.State.SOUND;

    /** What there is to say of the root zone. */
    FixedAnswers rootState(RootValidation.State state) {
        rootState = state;
        return this;
    }

    /** That nothing is there is proven no further than this. */
    FixedAnswers elsewhere(Security security) {
        elsewhere = security;
        return this;
    }

    FixedAnswers has(String name, RecordType type, Security security, byte[]... data) {
        return alias(name, type, security, List.of(), data);
    }

    FixedAnswers alias(String name, RecordType type, Security security, List<Alias> aliases, byte[]... data) {
        String owner =
                aliases.isEmpty() ? name : aliases.get(aliases.size() - 1).target();
        List<DnsRecord> records = new ArrayList<>();
        for (byte[] each : data) {
            records.add(DnsRecord.of(owner, type, TTL, each));
        }
        Question question = new Question(name, type);
        DnsAnswer.Builder answer = DnsAnswer.to(question, security);
        known.put(
                question,
                (records.isEmpty() ? answer.result(DnsResult.NO_RECORDS) : answer.records(records))
                        .aliases(aliases)
                        .finalName(owner)
                        .build());
        return this;
    }

    FixedAnswers fails(String name, RecordType type, Security security, Trouble why) {
        Question question = new Question(name, type);
        known.put(question, DnsAnswer.to(question, security).trouble(why).build());
        return this;
    }

    static byte[] mx(int preference, String host) {
        byte[] name = name(host);
        byte[] data = new byte[name.length + 2];
        data[0] = (byte) (preference >> 8);
        data[1] = (byte) preference;
        System.arraycopy(name, 0, data, 2, name.length);
        return data;
    }

    static byte[] name(String host) {
        if (host.equals(".")) {
            return new byte[1];
        }
        byte[] data = new byte[host.length() + 2];
        int at = 0;
        for (String label : host.split("\\.", -1)) {
            byte[] octets = label.getBytes(StandardCharsets.US_ASCII);
            data[at++] = (byte) octets.length;
            System.arraycopy(octets, 0, data, at, octets.length);
            at += octets.length;
        }
        return data;
    }

    static byte[] a(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException none) {
            throw new IllegalArgumentException(none);
        }
    }

    static byte[] txt(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        byte[] data = new byte[octets.length + 1];
        data[0] = (byte) octets.length;
        System.arraycopy(octets, 0, data, 1, octets.length);
        return data;
    }

    /** What was asked, one list for each round. */
    List<List<String>> rounds() {
        return rounds;
    }

    @Override
    public List<DnsAnswer> look(List<Question> questions, Deadline deadline) {
        rounds.add(questions.stream().map(Question::toString).toList());
        return questions.stream().map(this::answer).toList();
    }

    private DnsAnswer answer(Question question) {
        DnsAnswer answer = known.get(question);
        return answer != null
                ? answer
                : DnsAnswer.to(question, elsewhere)
                        .result(DnsResult.NO_NAME)
                        .finalName(question.name())
                        .build();
    }

    @Override
    public RootValidation rootValidation(Deadline deadline) {
        return RootValidation.of(rootState, "");
    }

    @Override
    public List<DnsAnswer> fromEach(Question question, Deadline deadline) {
        return List.of(answer(question));
    }

    @Override
    public long queries() {
        return rounds.stream().mapToInt(List::size).sum();
    }
}
