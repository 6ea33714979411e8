/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.Tag;

/**
 * Classes in any order, but none that is tagged {@code waits} among the last: at the end nothing would be left to run while its tests
 * wait for seconds.
 */
public final class LongOnesSooner implements ClassOrderer {
    private static final double SOONER = 0.9;

    private final ClassOrderer any = new ClassOrderer.Random();

    @Override
    public void orderClasses(ClassOrdererContext context) {
        any.orderClasses(context);
        List<? extends ClassDescriptor> drawn = context.getClassDescriptors();
        Map<ClassDescriptor, Double> places = new HashMap<>();
        for (int i = 0; i < drawn.size(); i++) {
            places.put(drawn.get(i), i * (waits(drawn.get(i)) ? SOONER : 1));
        }
        context.getClassDescriptors().sort(Comparator.comparing(places::get));
    }

    private static boolean waits(ClassDescriptor test) {
        return test.findRepeatableAnnotations(Tag.class).stream()
                .anyMatch(tag -> tag.value().equals("waits"));
    }
}
