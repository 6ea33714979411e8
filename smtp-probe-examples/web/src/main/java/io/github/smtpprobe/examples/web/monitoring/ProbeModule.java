/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set of options by the name of which {@link ProbeEndpoint} is asked, as {@code smtp-probe.modules.NAME.*} has it:
 *
 * <ul>
 *   <li>{@code tls}: {@code plain}, {@code starttls-if-offered}, {@code starttls} or {@code implicit-tls}; by default the port's own
 *   <li>{@code port}, where the target has none; by default that of the mode, and without either 587, 465 and 2525 until one works
 *   <li>{@code user} with {@code password} or {@code token} (a bearer token), and {@code mechanisms}; then {@code targets} is a must:
 *       whoever may choose a server to be asked could have the login sent to one of their own
 *   <li>{@code targets}: the only servers to ask by this module, as in {@link AllowedTargets}
 *   <li>{@code from}, {@code to}: try MAIL and RCPT; nothing is sent
 *   <li>{@code deadline}: 30 seconds by default, 1 hour at most; a scrape's own timeout makes it shorter
 *   <li>{@code ehlo}: the name to say
 * </ul>
 *
 * <p>Immutable and thread-safe; no secret is in its {@code toString}.
 */
final class ProbeModule {
    private static final Set<String> SETTINGS = Set.of(
            "tls", "port", "user", "password", "token", "mechanisms", "targets", "from", "to", "deadline", "ehlo");

    private final String name;
    private final Map<String, String> given;
    private final AllowedTargets targets;
    private final int port;
    private final @Nullable TlsMode tls;
    private final Duration deadline;

    private ProbeModule(String name, Map<String, String> given) {
        this.name = name;
        this.given = Map.copyOf(given);
        for (String each : given.keySet()) {
            if (!SETTINGS.contains(each)) {
                throw RefusedStart.of(
                        setting(each),
                        "is no setting of a module; there are "
                                + String.join(", ", SETTINGS.stream().sorted().toList()));
            }
        }
        port = given.containsKey("port") ? SettingReader.number(setting("port"), text("port"), 1, 65_535) : 0;
        tls = given.containsKey("tls") ? mode() : null;
        deadline = given.containsKey("deadline")
                ? SettingReader.time(setting("deadline"), text("deadline"), Duration.ofMillis(100), Duration.ofHours(1))
                : Duration.ofSeconds(30);
        targets = targets();
        login();
        sample();
    }

    /**
     * Reads a module.
     *
     * @param name  by which it is asked for
     * @param given its settings by their names, in small letters and without hyphens
     * @return the module
     * @throws RefusedStart that names the setting that is wrong
     */
    static ProbeModule of(String name, Map<String, String> given) {
        return new ProbeModule(name, given);
    }

    private String text(String setting) {
        return given.getOrDefault(setting, "").strip();
    }

    private String setting(String last) {
        return "smtp-probe.modules." + name + "." + last;
    }

    private TlsMode mode() {
        return TlsMode.ofToken(text("tls"))
                .orElseThrow(() -> RefusedStart.of(
                        setting("tls"), "must be plain, starttls-if-offered, starttls or implicit-tls"));
    }

    private AllowedTargets targets() {
        try {
            return AllowedTargets.of(list("targets"));
        } catch (IllegalArgumentException wrong) {
            throw RefusedStart.of(setting("targets"), "has an entry that " + wrong.getMessage());
        }
    }

    private List<String> list(String setting) {
        return Arrays.stream(text(setting).split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private boolean logsIn() {
        return given.containsKey("password") || given.containsKey("token");
    }

    private void login() {
        if (given.containsKey("password") && given.containsKey("token")) {
            throw RefusedStart.of(setting("token"), "must not be given beside a password");
        }
        if (logsIn() != given.containsKey("user")) {
            throw RefusedStart.of(
                    setting(logsIn() ? "user" : "password"), logsIn() ? "is missing" : "or a token is missing");
        }
        if (logsIn() && targets.isEmpty()) {
            throw RefusedStart.of(setting("targets"), "must name the servers that may have the login");
        }
        if (logsIn() && tls == TlsMode.PLAIN) {
            throw RefusedStart.of(setting("tls"), "must not be plain with a login, which is never sent in clear text");
        }
        if (given.containsKey("to") && !given.containsKey("from")) {
            throw RefusedStart.of(setting("from"), "is missing");
        }
    }

    /** What no target makes good is told when the application starts. */
    private void sample() {
        try {
            request(new GivenTarget("example.com", 0), deadline);
        } catch (InvalidRequest wrong) {
            List<String> lines = new ArrayList<>();
            wrong.problems().forEach(each -> lines.add(setting(word(each.field())) + " " + each.message()));
            throw RefusedStart.of(lines);
        }
    }

    private static String word(String field) {
        String last = field.replaceFirst("^(credentials|envelope)\\.?", "").replaceFirst("\\[.*", "");
        return switch (last) {
            case "" -> "user";
            case "heloName" -> "ehlo";
            default -> last;
        };
    }

    /**
     * Says what to ask.
     *
     * @param target the server
     * @param most   the time for it
     * @return the request
     * @throws InvalidRequest if the target is none
     */
    ProbeRequest request(GivenTarget target, Duration most) {
        int asked = target.port() > 0 ? target.port() : port > 0 ? port : ofMode();
        ProbeRequest.Builder request =
                asked > 0 ? ProbeRequest.to(target.host(), asked) : ProbeRequest.to(target.host());
        if (tls != null) {
            request.tls(tls);
        }
        if (given.containsKey("password")) {
            request.password(text("user"), given.getOrDefault("password", "").toCharArray());
        } else if (given.containsKey("token")) {
            request.credentials(Credentials.bearer(text("user"), left -> Secret.of(text("token"))));
        }
        if (given.containsKey("mechanisms")) {
            request.mechanisms(list("mechanisms").toArray(String[]::new));
        }
        if (given.containsKey("from")) {
            request.envelope(text("from"), list("to").toArray(String[]::new));
        }
        if (given.containsKey("ehlo")) {
            request.heloName(text("ehlo"));
        }
        return request.deadline(most.compareTo(deadline) < 0 ? most : deadline).build();
    }

    private int ofMode() {
        return tls == null
                ? 0
                : switch (tls) {
                    case IMPLICIT_TLS -> 465;
                    case STARTTLS -> 587;
                    case PLAIN, STARTTLS_IF_OFFERED -> 25;
                };
    }

    /** {@return whether this module may be used for it} */
    boolean allows(ProbeRequest request) {
        return targets.isEmpty() || targets.allow(request, port);
    }

    /** {@return the port that the operator gave it; 0 for none} */
    int port() {
        return port;
    }

    @Override
    public String toString() {
        return "ProbeModule[" + name + "]";
    }
}
