/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * To whom the mailboxes, names and addresses that a reply can name belong: the one place where that is decided. What belongs to
 * two parties counts as nobody's, since a reply that names it does not tell which of them it means. Immutable.
 */
final class Owners {
    static final Owners NOBODY = new Owners(Map.of(), false, false);

    private final Map<String, Owner> things;

    /** Whether it is known under which address the server sees the client. */
    private final boolean clientSeen;

    /** Whether the server has an address of a private network, where private addresses of clients do not point to a gateway. */
    private final boolean inside;

    private Owners(Map<String, Owner> things, boolean clientSeen, boolean inside) {
        this.things = things;
        this.clientSeen = clientSeen;
        this.inside = inside;
    }

    Owners with(Owner owner, List<String> more) {
        Map<String, Owner> all = new HashMap<>(things);
        boolean within = inside;
        for (String each : more) {
            String thing = key(each);
            if (!thing.isEmpty()) {
                all.merge(thing, owner, (one, other) -> one == other ? one : Owner.UNKNOWN);
                within |= owner == Owner.SERVER && Run.inside(thing);
            }
        }
        return new Owners(all, clientSeen, within);
    }

    /** The mailbox and its domain, since a reply may name either. */
    static List<String> mailboxAndDomain(String mailbox) {
        return List.of(mailbox, mailbox.substring(mailbox.lastIndexOf('@') + 1));
    }

    Owners seeingClientAt(String address) {
        Owners seen = with(Owner.CLIENT, List.of(address));
        return new Owners(seen.things, clientSeen || !key(address).isEmpty(), inside);
    }

    Owner whose(String thing) {
        Owner owner = things.get(key(thing));
        if (owner != null) {
            return owner;
        }
        return clientSeen && Run.address(key(thing)) ? Owner.ANOTHER : Owner.UNKNOWN;
    }

    /** The mark by which phrases refer to a thing whose owner is known; empty for all others. */
    String mark(String run) {
        Owner owner = things.isEmpty() ? Owner.UNKNOWN : whose(run);
        boolean mailbox = run.indexOf('@') > 0;
        return switch (owner) {
            case SENDER -> mailbox ? "@sender" : "#sender";
            case RECIPIENT -> mailbox ? "@recipient" : "#recipient";
            case CLIENT -> Run.address(run) ? "#client" : "#hello";
            case SERVER -> "#server";
            case ANOTHER -> "#another";
            case UNKNOWN -> "";
        };
    }

    /**
     * A run of characters as phrases write it: {@code #private} stands for a private address only where such an address is out
     * of place.
     */
    String word(String run) {
        String word = Run.word(run);
        boolean known = word.equals(Run.PRIVATE) && (inside || things.containsKey(run));
        return known ? Run.ADDRESS : word;
    }

    /** Lower case; an address without the brackets and tags that SMTP puts around it. */
    private static String key(String thing) {
        String plain = ReplyWords.plain(thing);
        boolean literal = plain.startsWith("[") && plain.endsWith("]");
        String inner = literal ? plain.substring(1, plain.length() - 1) : plain;
        return literal && inner.startsWith("ipv6:") ? inner.substring(5) : inner;
    }
}
