/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import io.github.smtpprobe.examples.web.guard.PageSettings;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.PortPlan.PortMode;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.request.TypedTarget;
import io.github.smtpprobe.sasl.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns the typed form into a request. Stateless and thread-safe; no name is looked up. */
@Component
public class Asking {
    private static final int LONGEST_SECRET = 10_000;
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern PORT = Pattern.compile("[0-9]{1,6}");
    /** Replaces a target that cannot be read, so that all other problems are found as well. */
    private static final TypedTarget SOME = TypedTarget.read("host.invalid");

    private final PageSettings settings;

    /**
     * Creates the component.
     *
     * @param settings what may be asked
     */
    public Asking(PageSettings settings) {
        this.settings = settings;
    }

    /**
     * Creates a request.
     *
     * @param typed    the form
     * @param password empty for none
     * @param token    empty for none
     * @return the request
     * @throws WrongInput with every problem that is found
     */
    public ProbeRequest request(TypedProbe typed, String password, String token) throws WrongInput {
        WrongInput.Collected problems = new WrongInput.Collected();
        Optional<TypedTarget> target = target(typed, problems);
        ProbeRequest.Builder request = way(typed, target.orElse(SOME), problems);
        login(request, typed, target, new Login(password, token), problems);
        mailboxes(request, typed, problems);
        ProbeRequest made = built(request, problems);
        if (made == null || !problems.empty()) {
            throw problems.wrong();
        }
        return made;
    }

    /**
     * Creates a request from the target alone, to say what would be tested.
     *
     * @param typed the form
     * @return a request without login and mailboxes
     * @throws WrongInput with every problem that is found
     */
    public ProbeRequest target(TypedProbe typed) throws WrongInput {
        WrongInput.Collected problems = new WrongInput.Collected();
        TypedTarget target = target(typed, problems).orElse(SOME);
        ProbeRequest made = built(way(typed, target, problems), problems);
        if (made == null || !problems.empty()) {
            throw problems.wrong();
        }
        return made;
    }

    private static @Nullable ProbeRequest built(ProbeRequest.Builder request, WrongInput.Collected problems) {
        try {
            return request.build();
        } catch (InvalidRequest wrong) {
            add(wrong, problems);
            return null;
        }
    }

    /**
     * Converts the problems of a request.
     *
     * @param wrong what the library says
     * @return the same by the fields of the form
     */
    static WrongInput wrong(InvalidRequest wrong) {
        WrongInput.Collected problems = new WrongInput.Collected();
        add(wrong, problems);
        return problems.wrong();
    }

    private static void add(InvalidRequest wrong, WrongInput.Collected problems) {
        wrong.problems().forEach(problem -> problems.add(field(problem), problem.message()));
    }

    private static String field(Problem problem) {
        String field = problem.field();
        return switch (field) {
            case "port", "ports" -> "port";
            case "tls" -> "security";
            case "credentials.password" -> "password";
            case "credentials.token" -> "token";
            case "envelope.from" -> "from";
            default -> field.startsWith("credentials") ? "user" : field.startsWith("envelope.to") ? "to" : "host";
        };
    }

    private static Optional<TypedTarget> target(TypedProbe typed, WrongInput.Collected problems) {
        if (typed.host().isEmpty()) {
            problems.add("host", "is missing");
            return Optional.empty();
        }
        try {
            TypedTarget read = TypedTarget.read(typed.host());
            if (!typed.domain() || read.exchangers()) {
                return Optional.of(read);
            }
            if (read.port().isEmpty() && read.tls().isEmpty() && read.user().isEmpty()) {
                return Optional.of(TypedTarget.read(TypedTarget.EXCHANGERS + read.name()));
            }
            problems.add(
                    "host", "is a single server; for mail exchangers, give only the domain: they listen on port 25");
        } catch (InvalidRequest wrong) {
            add(wrong, problems);
        }
        return Optional.empty();
    }

    private ProbeRequest.Builder way(TypedProbe typed, TypedTarget target, WrongInput.Collected problems) {
        Optional<TlsMode> tls = security(typed, target, problems);
        OptionalInt port = port(typed, problems);
        ProbeRequest.Builder request = target.request();
        try {
            request = port.isPresent() ? target.request(port.getAsInt()) : request;
        } catch (InvalidRequest contradiction) {
            add(contradiction, problems);
        }
        boolean ladder = !target.exchangers() && port.isEmpty() && target.port().isEmpty();
        if (tls.isPresent() && ladder) {
            request.ports(ladder(tls.get()));
        } else {
            tls.ifPresent(request::tls);
        }
        return request.inspectInvalidCertificate().deadline(settings.deadline());
    }

    /** The ports of the submission ladder that use this mode by default, or can be asked to. */
    private static PortPlan ladder(TlsMode mode) {
        if (mode == TlsMode.IMPLICIT_TLS) {
            return PortPlan.of(465, mode);
        }
        return new PortPlan(List.of(new PortMode(587, mode), new PortMode(2525, mode)));
    }

    private static Optional<TlsMode> security(TypedProbe typed, TypedTarget target, WrongInput.Collected problems) {
        Optional<Security> known = Security.of(typed.security());
        if (known.isEmpty()) {
            problems.add("security", "must be one of those in the list");
        }
        Optional<TlsMode> chosen = known.flatMap(Security::mode);
        if (chosen.isPresent() && target.tls().isPresent() && !chosen.equals(target.tls())) {
            problems.add(
                    "security",
                    "contradicts the URL, which means " + target.tls().get().words());
        }
        if (target.exchangers() && chosen.equals(Optional.of(TlsMode.IMPLICIT_TLS))) {
            problems.add(
                    "security", "cannot be implicit TLS with mail exchangers: they begin in clear text on port 25");
            return Optional.empty();
        }
        return chosen.or(target::tls);
    }

    private static OptionalInt port(TypedProbe typed, WrongInput.Collected problems) {
        if (typed.port().isEmpty()) {
            return OptionalInt.empty();
        }
        int port = PORT.matcher(typed.port()).matches() ? Integer.parseInt(typed.port()) : 0;
        if (port < 1 || port > HIGHEST_PORT) {
            problems.add("port", "must be a number from 1 to " + HIGHEST_PORT);
            return OptionalInt.empty();
        }
        return OptionalInt.of(port);
    }

    /** The login; not a record, because toString() of a record would show the secret. */
    private static final class Login {
        final String password;
        final String token;

        Login(String password, String token) {
            this.password = password;
            this.token = token;
        }

        boolean none() {
            return password.isEmpty() && token.isEmpty();
        }
    }

    private void login(
            ProbeRequest.Builder request,
            TypedProbe typed,
            Optional<TypedTarget> target,
            Login login,
            WrongInput.Collected problems) {
        String user = typed.user().isEmpty() ? target.flatMap(TypedTarget::user).orElse("") : typed.user();
        if (user.isEmpty() && login.none()) {
            return;
        }
        if (!settings.takesLogin()) {
            problems.add("user", "and a password are not accepted: this page does not log in");
        } else if (target.filter(TypedTarget::exchangers).isPresent()) {
            problems.add("user", "and a password are for submission; mail exchangers accept mail without them");
        } else if (typed.security().equals(Security.NONE.word())) {
            problems.add("security", "cannot be none with a login: this page sends none in clear text");
        } else if (user.isEmpty()) {
            problems.add("user", "is missing");
        } else if (login.none()) {
            problems.add("password", "or a token is missing for this user");
        } else if (!login.password.isEmpty() && !login.token.isEmpty()) {
            problems.add("token", "and a password exclude each other: give one of them");
        } else if (Math.max(login.password.length(), login.token.length()) > LONGEST_SECRET) {
            problems.add("password", "or token is longer than " + LONGEST_SECRET + " characters");
        } else if (login.token.isEmpty()) {
            request.password(user, login.password.toCharArray());
        } else {
            Secret token = Secret.of(login.token.strip());
            request.bearer(user, left -> token);
        }
    }

    private void mailboxes(ProbeRequest.Builder request, TypedProbe typed, WrongInput.Collected problems) {
        List<String> recipients = recipients(typed.to());
        if (typed.from().isEmpty() && recipients.isEmpty()) {
            return;
        }
        if (!settings.takesRecipient()) {
            problems.add(typed.from().isEmpty() ? "to" : "from", "is not accepted: this page tries no mailboxes");
        } else if (!settings.staff() && recipients.size() > 1) {
            problems.add("to", "must be a single one: this page tries only one at a time");
        } else if (typed.from().isEmpty()) {
            problems.add("from", "is missing: a recipient is tried after a sender; <> is the empty sender of bounces");
        } else if (typed.from().equals("<>")) {
            request.envelopeWithNullReversePath(recipients.toArray(String[]::new));
        } else {
            request.envelope(
                    bare(typed.from()), recipients.stream().map(Asking::bare).toArray(String[]::new));
        }
    }

    /**
     * Splits a list of mailboxes. A text with one at sign and no comma is a single one, which the request refuses if it
     * contains a blank.
     */
    private static List<String> recipients(String typed) {
        boolean one = typed.indexOf('@') == typed.lastIndexOf('@') && !typed.contains(",") && !typed.contains(";");
        return Arrays.stream(one ? new String[] {typed.strip()} : typed.split("[,;\\s]+"))
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static String bare(String mailbox) {
        boolean angled = mailbox.length() > 2 && mailbox.startsWith("<") && mailbox.endsWith(">");
        return angled ? mailbox.substring(1, mailbox.length() - 1) : mailbox;
    }
}
