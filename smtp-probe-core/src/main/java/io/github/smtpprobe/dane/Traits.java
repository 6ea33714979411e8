/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds what is worth mentioning about the records and the chain besides whether they match. */
final class Traits {
    private final List<RecordVerdict> all;
    private final List<RecordVerdict> usable;
    private final List<RecordVerdict> authenticating;
    private final Judgement.Leaf leaf;
    private final Set<Trait> found = EnumSet.noneOf(Trait.class);

    Traits(List<RecordVerdict> all, Judgement.Leaf leaf) {
        this.all = all;
        this.usable = all.stream()
                .filter(each -> each.usability() == Usability.USABLE)
                .toList();
        this.authenticating = all.stream().filter(RecordVerdict::authenticates).toList();
        this.leaf = leaf;
    }

    Set<Trait> found() {
        ofRecords();
        ofStale();
        ofLeaf();
        ofAnchors();
        return found;
    }

    private void ofRecords() {
        add(Trait.PKIX_ONLY, !all.isEmpty() && all.stream().allMatch(each -> each.usability() == Usability.PKIX_USAGE));
        add(Trait.SHA512_ONLY, !usable.isEmpty() && usable.stream().allMatch(each -> matching(each) == 2));
        add(Trait.NO_SPARE, usable.size() == 1 && usage(usable.get(0)) == 3);
    }

    private void ofStale() {
        add(Trait.EXTRA, !authenticating.isEmpty() && usable.stream().anyMatch(each -> !each.wouldAuthenticate()));
        add(Trait.STALE_PARAMETERS, !Parameters.stale(all).isEmpty());
    }

    private void ofLeaf() {
        boolean own = any(each -> usage(each) == 3);
        add(Trait.EE_EXPIRED, own && leaf.outOfDate());
        add(Trait.EE_PRIVATE, own && (leaf.selfIssued() || leaf.otherName()));
        boolean whole = own && authenticating.stream().allMatch(each -> usage(each) == 3 && selector(each) == 0);
        add(Trait.RENEWAL_TRAP, whole && !leaf.selfIssued());
    }

    private void ofAnchors() {
        boolean elsewhere =
                any(each -> each.objection().isEmpty() && each.certificate().isPresent());
        add(
                Trait.ONLY_DOMAIN_NAME,
                any(each -> each.objection().isPresent())
                        && !any(each -> each.objection().isEmpty()));
        add(Trait.OTHER_PATH, !authenticating.isEmpty() && !any(RecordVerdict::firstPath));
        add(Trait.TA_ONLY_IN_DNS, any(each -> each.certificate().isEmpty()) && !elsewhere);
    }

    private boolean any(Predicate<RecordVerdict> wanted) {
        return authenticating.stream().anyMatch(wanted);
    }

    private void add(Trait trait, boolean there) {
        if (there) {
            found.add(trait);
        }
    }

    private static int usage(RecordVerdict verdict) {
        return verdict.record().usage().orElse(-1);
    }

    private static int selector(RecordVerdict verdict) {
        return verdict.record().selector().orElse(-1);
    }

    private static int matching(RecordVerdict verdict) {
        return verdict.record().matching().orElse(-1);
    }
}
