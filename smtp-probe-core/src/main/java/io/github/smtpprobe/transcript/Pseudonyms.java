/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transcript;

import io.github.smtpprobe.text.NumericAddress;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pseudonyms for mailboxes, hosts and addresses, with the same one for the same thing throughout a transcript. What the
 * dialogue itself names (in EHLO, MAIL, RCPT, at the beginning of a greeting) is found wherever it occurs; apart from that,
 * whatever looks like a mailbox, a name or an address is replaced, including inside base64. Names of big providers stay: they
 * tell whose server it is, and nothing about the user.
 */
final class Pseudonyms {
    // Each pattern begins where a run of characters begins, and takes the run whole or up to a limit, so that matching
    // is
    // linear, whatever a server sends.
    private static final String LETTER = "A-Za-z0-9_\\x80-\\xFF";
    private static final String LABEL = "[" + LETTER + "](?:[" + LETTER + "-]{0,61}[" + LETTER + "])?";
    private static final String LOCAL = "[" + LETTER + "!#$%&'*+/=?^`{|}~.-]";
    private static final String DOMAIN = "(?:\\[[^\\]\\s]{1,60}\\]|" + LABEL + "(?:\\." + LABEL + "){0,20})";
    private static final Pattern MAILBOX =
            Pattern.compile("(?:\"(?:[^\"\\\\]|\\\\.){0,64}+\"|(?<!" + LOCAL + ")" + LOCAL + "{1,64}+)@" + DOMAIN);
    private static final Pattern AT_DOMAIN = Pattern.compile("(?<=@)" + DOMAIN);
    private static final Pattern TAGGED_IPV6 =
            Pattern.compile("(?<=IPv6:)[0-9A-Fa-f:.]{2,45}", Pattern.CASE_INSENSITIVE);
    private static final Pattern IPV6 = Pattern.compile(
            "(?<![0-9A-Za-z:.])(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"
                    + "|[0-9A-Fa-f:]{0,35}::[0-9A-Fa-f:]{0,35}(?:[0-9.]{7,15})?)(?<=[0-9A-Fa-f]|::)(?![0-9A-Za-z]|:[0-9A-Za-z:])");
    /** The name that an IPv6 address or network has in DNS, digit by digit (RFC 3596 §2.5, RFC 5782 §2.4). */
    private static final Pattern REVERSED_IPV6 = Pattern.compile(
            "(?<![0-9A-Za-z.-])(?:[0-9A-Fa-f]\\.){16,32}(?:" + LABEL + "\\.){0,20}[A-Za-z][" + LETTER + "-]{1,62}");

    private static final Pattern IPV4 =
            Pattern.compile("(?<![0-9A-Za-z.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![0-9A-Za-z])");
    private static final Pattern NAME = Pattern.compile(
            "(?<![" + LETTER + "@.-])(?:" + LABEL + "\\.){1,20}[A-Za-z\\x80-\\xFF][" + LETTER + "-]{1,62}");
    private static final Pattern WORD =
            Pattern.compile("[" + LETTER + "](?:[" + LETTER + "+.-]{0,62}[" + LETTER + "])?+");
    private static final Pattern BASE64 =
            Pattern.compile("(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{8,}+={0,2}+(?![A-Za-z0-9])");
    private static final Pattern ESCAPED = Pattern.compile(
            "([%=]40|&#64;|&#x40;|&commat;)|([%=]3A|&#58;|&#x3A;|&colon;)|[%=]2E|&#46;|&#x2E;|&period;",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern REPLY = Pattern.compile("[2-5][0-9][0-9][ -]");
    private static final String CHALLENGE = "334";
    private static final String UNREADABLE =
            "Y2hhbGxlbmdl"; // stands for a challenge that is not text, and may contain names
    private static final String SUFFIX = ".pseudonym.example";
    private static final String OCTETS = "octets ";
    /** A path follows, which may contain the user's name. */
    private static final String SOCKET = "Unix socket ";

    private static final int CODE = 4;

    private final Map<String, String> mailboxes = new HashMap<>();
    private final Map<String, String> hosts = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();
    private final Set<String> made = new HashSet<>();

    Transcript apply(Transcript transcript) {
        NamedInDialogue named = NamedInDialogue.of(transcript);
        named.hosts().forEach(each -> words.put(each.toLowerCase(Locale.ROOT), host(each)));
        named.mailboxes().forEach(each -> {
            String local = each.substring(0, each.lastIndexOf('@'));
            String other = mailbox(each);
            for (String word : local.split("[\" \\\\]+", 0)) { // a quoted local part may contain blanks
                if (NamedInDialogue.telling(word)) {
                    words.put(word.toLowerCase(Locale.ROOT), other.substring(0, other.indexOf('@')));
                }
            }
        });
        List<Entry> renamed = transcript.entries().stream().map(this::apply).toList();
        return Transcript.of(renamed);
    }

    private Entry apply(Entry entry) {
        if (entry.event().isPresent()) {
            return Entry.event(apply(entry.event().get()), entry.at());
        }
        String line = new String(entry.octets(), StandardCharsets.ISO_8859_1);
        int code = REPLY.matcher(line).lookingAt()
                ? CODE
                : 0; // the separator in "250-" is not part of the name that follows
        boolean challenge = code > 0 && line.startsWith(CHALLENGE);
        String text = replace(BASE64, line.substring(code), token -> encoded(token, challenge));
        byte[] octets = (line.substring(0, code) + apply(text)).getBytes(StandardCharsets.ISO_8859_1);
        return entry.direction() == Entry.Direction.CLIENT
                ? Entry.client(octets, entry.encrypted(), entry.at())
                : Entry.server(octets, entry.encrypted(), entry.masked(), entry.at());
    }

    private Event apply(Event event) {
        String argument = event.argument();
        return switch (event.kind()) {
            case PROXY_HEADER -> new Event(event.kind(), header(argument));
            case ROAD -> Event.road(argument.startsWith(SOCKET) ? SOCKET + "(path left out)" : apply(argument));
            default -> event;
        };
    }

    /** The header with its addresses replaced. If it consists of arbitrary octets, only their number is kept. */
    private String header(String argument) {
        return argument.startsWith(OCTETS) ? OCTETS + "0".repeat(argument.length() - OCTETS.length()) : apply(argument);
    }

    /** Handles links, too, in which the characters of names and addresses are escaped. */
    private String apply(String line) {
        String plain = ESCAPED.matcher(line).replaceAll(Pseudonyms::sign);
        String other = renamed(plain);
        return other.equals(plain) ? renamed(line) : other;
    }

    private static String sign(MatchResult escaped) {
        return escaped.group(1) != null ? "@" : escaped.group(2) != null ? ":" : ".";
    }

    private String renamed(String line) {
        String text = line;
        if (text.indexOf('@') >= 0) {
            text = replace(AT_DOMAIN, replace(MAILBOX, text, this::mailbox), this::domain);
        }
        if (text.indexOf(':') >= 0) {
            text = replace(IPV6, replace(TAGGED_IPV6, text, this::ipv6), this::ipv6);
        }
        if (text.indexOf('.') >= 0) {
            String forward = replace(REVERSED_IPV6, text, this::host);
            text = replace(NAME, replace(IPV4, forward, this::ipv4), this::host);
        }
        return words.isEmpty() ? text : replace(WORD, text, this::word);
    }

    private String word(String word) {
        return made.contains(word) ? word : words.getOrDefault(word.toLowerCase(Locale.ROOT), word);
    }

    /** Handles base64, which may contain a name, as in a challenge of CRAM-MD5. */
    private String encoded(String token, boolean challenge) {
        Optional<String> text = text(token);
        if (text.isEmpty()) {
            return challenge ? UNREADABLE : token;
        }
        String renamed = apply(text.get());
        return renamed.equals(text.get())
                ? token
                : Base64.getEncoder().encodeToString(renamed.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Optional<String> text(String base64) {
        try {
            String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
            return Optional.of(text).filter(each -> each.chars().allMatch(c -> c >= ' ' && c < 0x7F));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private String mailbox(String mailbox) {
        String domain = mailbox.substring(mailbox.lastIndexOf('@') + 1);
        return renamed(mailboxes, mailbox.toLowerCase(Locale.ROOT), "user", "") + "@" + domain(domain);
    }

    private String domain(String domain) {
        if (!domain.startsWith("[")) {
            return host(domain);
        }
        String inner = domain.substring(1, domain.length() - 1);
        boolean six = inner.regionMatches(true, 0, "IPv6:", 0, 5);
        return six
                ? "[IPv6:" + ipv6(inner.substring(5)) + "]"
                : "[" + (inner.contains(":") ? ipv6(inner) : ipv4(inner)) + "]";
    }

    private String host(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        Optional<String> provider = ProviderNames.publicPart(name);
        if (made.contains(name) || NamedInDialogue.nobody(name) || provider.equals(Optional.of(name))) {
            return host;
        }
        return renamed(hosts, name, "host", provider.map(each -> "." + each).orElse(SUFFIX));
    }

    private String ipv4(String address) {
        return made.contains(address) ? address : renamed(addresses, address, "192.0.2.", "");
    }

    private String ipv6(String address) {
        return made.contains(address) ? address : renamed(addresses, canonical(address), "2001:db8::", "");
    }

    /** One spelling for all spellings of an address. */
    private static String canonical(String address) {
        return NumericAddress.read(address).map(InetAddress::getHostAddress).orElse(address.toLowerCase(Locale.ROOT));
    }

    private String renamed(Map<String, String> known, String name, String before, String after) {
        String other = known.computeIfAbsent(name, key -> before + (known.size() + 1) + after);
        made.add(other);
        return other;
    }

    private static String replace(Pattern pattern, String text, UnaryOperator<String> other) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(other.apply(found.group())));
    }
}
