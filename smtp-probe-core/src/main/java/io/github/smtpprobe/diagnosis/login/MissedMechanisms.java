/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.Secret;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why client and server have no mechanism in common: the request allows too few, the credentials are of another kind, or this client
 * lacks what the server offers. Each has its own remedy.
 */
final class MissedMechanisms {
    /** The beginnings of the names of mechanisms that mail servers offer; those that the library lacks are named. */
    private static final List<String> COMMON = List.of(
            "PLAIN",
            "LOGIN",
            "CRAM-",
            "DIGEST-",
            "SCRAM-",
            "NTLM",
            "GSSAPI",
            "GSS-SPNEGO",
            "GS2-",
            "EXTERNAL",
            "OAUTHBEARER",
            "XOAUTH2");

    private static final Map<String, SaslMechanism> BUILT_IN =
            SaslMechanism.builtIn().stream().collect(Collectors.toUnmodifiableMap(SaslMechanism::name, each -> each));

    /** Mechanisms that the library has only if another library is present, see {@link SaslMechanism#builtIn}. */
    private static final Pattern OPTIONAL = Pattern.compile("SCRAM-SHA-(?:1|256|512)(?:-PLUS)?");

    /** Credentials of each kind, in the order in which the text names what a server accepts. */
    private static final List<Map.Entry<String, Credentials>> KINDS = List.of(
            Map.entry("passwords", Credentials.password("a", Secret.of("a"))),
            Map.entry("access tokens", Credentials.bearer("a", left -> Secret.of("a"))),
            Map.entry("client certificates", Credentials.external()),
            Map.entry("guests", Credentials.anonymous("")));

    private final List<String> allowed;
    private final List<String> offered;
    private final List<String> known;
    private final String kind;

    MissedMechanisms(RequestView request, Authentication fact) {
        this.allowed = request.mechanisms();
        this.offered = fact.offered();
        this.known = fact.known();
        this.kind = request.credentials().orElse("");
    }

    /** The values of the finding's text: name, value, name, value. Values that do not apply are empty. */
    String[] values() {
        String excluded = names(offered, each -> BUILT_IN.containsKey(each) && ofKind(each) && !unbound(each), " or ");
        String other = KINDS.stream()
                .filter(each -> !each.getValue().kind().equals(kind))
                .map(each -> {
                    String names = names(offered, name -> takes(name, each.getValue()), ", ");
                    return names.isEmpty() ? "" : each.getKey() + " (" + names + ")";
                })
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(" and "));
        String lacking = names(offered, MissedMechanisms::lacks, " or ");
        String absent = names(either(), MissedMechanisms::absent, ", ");
        boolean none = absent.isEmpty() && excluded.isEmpty() && other.isEmpty() && lacking.isEmpty();
        return new String[] {
            "offered",
            list(offered),
            "known",
            list(known),
            "allowed",
            String.join(", ", allowed),
            "unsupported",
            names(either(), MissedMechanisms::lacks, ", "),
            "absent",
            absent,
            "unbound",
            names(offered, this::unbound, ", "),
            "excluded",
            excluded,
            "other",
            other,
            "lacking",
            lacking,
            "usual",
            none ? usual(kind) : ""
        };
    }

    /** Whether nothing on this side would help, because the server offers nothing that is known for any credentials. */
    boolean ofServer() {
        String[] all = values();
        return !all[all.length - 1].isEmpty();
    }

    private static String usual(String kind) {
        return switch (kind) {
            case "bearer" -> "XOAUTH2";
            case "external" -> "EXTERNAL";
            case "kerberos" -> "GSSAPI";
            default -> "PLAIN";
        };
    }

    /** Why an offered mechanism could not be tried with these credentials, in words that follow its name. */
    String why(String name) {
        if (!allowed.isEmpty() && !allowed.contains(name)) {
            return "the request does not allow it";
        }
        if (absent(name)) {
            return "an optional library is missing here";
        }
        if (unbound(name)) {
            return "there was nothing to bind it to";
        }
        return BUILT_IN.containsKey(name)
                ? "it takes other credentials"
                : "this client has none of that name for these credentials";
    }

    /** Whether a mechanism of the library's accepts these credentials. */
    private boolean ofKind(String name) {
        return KINDS.stream()
                .map(Map.Entry::getValue)
                .anyMatch(each -> each.kind().equals(kind) && takes(name, each));
    }

    private static boolean takes(String name, Credentials credentials) {
        SaslMechanism mechanism = BUILT_IN.get(name);
        return mechanism != null && mechanism.accepts(credentials);
    }

    private List<String> either() {
        return Stream.concat(offered.stream(), allowed.stream()).distinct().toList();
    }

    /** Whether the request allows a mechanism that binds a login to TLS, but there was nothing to bind it to. */
    private boolean unbound(String name) {
        boolean wanted = allowed.isEmpty() || allowed.contains(name);
        return wanted && BUILT_IN.containsKey(name) && name.endsWith("-PLUS");
    }

    private static boolean absent(String name) {
        return !BUILT_IN.containsKey(name) && OPTIONAL.matcher(name).matches();
    }

    private static boolean lacks(String name) {
        return !BUILT_IN.containsKey(name) && !absent(name) && COMMON.stream().anyMatch(name::startsWith);
    }

    private String names(List<String> all, Predicate<String> which, String between) {
        return all.stream().filter(which).filter(name -> !known.contains(name)).collect(Collectors.joining(between));
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "no mechanism" : String.join(", ", names);
    }
}
