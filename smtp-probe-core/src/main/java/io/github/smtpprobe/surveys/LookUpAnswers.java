/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The answers of a survey as one look-up of the application sees them. Known answers are returned; other questions are asked, and
 * appear in the report. It serves the thread that created it until that look-up is over; other callers get an answer for which
 * nobody is asked.
 */
final class LookUpAnswers implements SecureResolver {
    /** The longest name in presentation format: 255 octets, each as a backslash and three digits. */
    private static final int LONGEST_NAME = 1_020;

    private final Thread own = Thread.currentThread();
    private final Answers answers;
    private final Deadline end;
    private final int most;
    private int asked;
    private int refused;
    private boolean over;

    /**
     * Prepares one look-up.
     *
     * @param answers the survey's answers
     * @param end     the end of the look-up's time
     * @param most    how many questions may be asked that the survey did not ask
     */
    LookUpAnswers(Answers answers, Deadline end, int most) {
        this.answers = answers;
        this.end = end;
        this.most = most;
    }

    /** Stops answering: {@return how many questions were refused because there were too many}. */
    int end() {
        over = true;
        return refused;
    }

    @Override
    public List<DnsAnswer> look(List<Question> questions, Deadline deadline) {
        List<Question> all = List.copyOf(questions);
        Objects.requireNonNull(deadline, "deadline");
        if (!serves()) {
            return all.stream().map(this::refused).toList();
        }
        Map<Question, DnsAnswer> found = new HashMap<>();
        List<Question> open = new ArrayList<>();
        for (Question each : all) {
            if (answers.knows(each)) {
                found.put(each, answers.known(each));
            } else if (!found.containsKey(each)) {
                found.put(each, admitted(each, open));
            }
        }
        answers.askForeign(open, sooner(deadline)).forEach(each -> found.put(each.question(), each));
        return all.stream().map(each -> Objects.requireNonNull(found.get(each))).toList();
    }

    /** Adds a question to those that will be asked, if that is possible: {@return the answer until there is another one}. */
    private DnsAnswer admitted(Question question, List<Question> open) {
        if (asked >= most) {
            refused++;
            return refused(question);
        }
        asked++;
        if (possible(question)) {
            open.add(question);
            return refused(question);
        }
        String shown = Printable.clean(Printable.cut(question.name(), LONGEST_NAME, "\u2026"));
        answers.tellForeign(unnamed(new Question(shown, question.type())));
        return unnamed(question);
    }

    /** Whether a question may appear in a report: its name may come from what a stranger published. */
    static boolean possible(Question question) {
        return question.name().length() <= LONGEST_NAME && Printable.visible(question.name());
    }

    private static DnsAnswer unnamed(Question question) {
        return DnsAnswer.to(question, Security.FAILED).trouble(Trouble.NAME).build();
    }

    private Deadline sooner(Deadline deadline) {
        return end.sooner(deadline.remaining());
    }

    private boolean serves() {
        return Thread.currentThread() == own && !over;
    }

    private String refusal() {
        if (Thread.currentThread() != own) {
            return "asked by another thread than that of its look-up";
        }
        return over ? "asked when the look-up was over" : "a look-up asks no more than " + most + " questions";
    }

    private DnsAnswer refused(Question question) {
        return DnsAnswer.to(question, Security.NOT_ASKED)
                .trouble(Trouble.EXTENSION_FAILED)
                .detail(refusal())
                .build();
    }

    @Override
    public RootValidation rootValidation(Deadline deadline) {
        Objects.requireNonNull(deadline, "deadline");
        return serves()
                ? answers.rootValidation(sooner(deadline))
                : RootValidation.of(RootValidation.State.NOT_ASKED, refusal());
    }

    @Override
    public List<DnsAnswer> fromEach(Question question, Deadline deadline) {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(deadline, "deadline");
        if (!serves()) {
            return List.of(refused(question));
        }
        List<Question> open = new ArrayList<>();
        DnsAnswer otherwise = admitted(question, open);
        if (open.isEmpty()) {
            return List.of(otherwise);
        }
        List<DnsAnswer> each = answers.fromEach(question, sooner(deadline));
        each.forEach(answers::tellForeign);
        return each;
    }

    @Override
    public long queries() {
        return serves() ? answers.queries() : 0;
    }
}
