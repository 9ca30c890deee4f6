package dev.ratchet.activities.model.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.model.provider.Tokens;
import org.junit.jupiter.api.Test;

class PriceTest {
    private static final Price CACHE_IS_CHEAP = new Price(150_000, 75_000, 600_000);
    private static final Price CACHE_IS_DEAR = new Price(3_000_000, 3_750_000, 15_000_000);

    @Test
    void cachedTokensHaveAPriceOfTheirOwnAndTheSumIsRoundedUp() {
        assertThat(CACHE_IS_CHEAP.of(new Tokens(10, 4, 1))).isEqualTo(2);
        assertThat(CACHE_IS_CHEAP.of(new Tokens(1_000_000, 400_000, 1_000_000))).isEqualTo(90_000 + 30_000 + 600_000);
        assertThat(Price.NONE.of(new Tokens(9, 9, 9))).isZero();
    }

    @Test
    void theMostIsNeverLessThanWhatIsPaidHoweverMuchWasCached() {
        for (Price price : new Price[] {CACHE_IS_CHEAP, CACHE_IS_DEAR}) {
            for (long cached : new long[] {0, 1, 500, 1_000}) {
                assertThat(price.of(new Tokens(1_000, cached, 77))).isLessThanOrEqualTo(price.most(1_000, 77));
            }
        }
        assertThat(CACHE_IS_DEAR.most(1_000, 0)).isEqualTo(CACHE_IS_DEAR.of(new Tokens(1_000, 1_000, 0)));
    }
}
