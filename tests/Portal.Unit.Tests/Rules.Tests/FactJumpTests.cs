namespace Portal.Rules.Tests;

public sealed class FactJumpTests
{
    [Theory]
    [InlineData(null, false, 1, false, false)]
    [InlineData(5L, false, 6, false, false)]
    [InlineData(5L, false, 6, true, false)]
    [InlineData(5L, true, 6, true, false)]
    [InlineData(5L, true, 5, false, false)]
    [InlineData(5L, true, 4, false, false)]
    [InlineData(5L, true, 6, false, true)]
    [InlineData(5L, false, 1005, false, false)]
    [InlineData(5L, false, 1006, false, true)]
    [InlineData(null, false, long.MaxValue, false, true)]
    [InlineData(-1L, true, 1, false, true)]
    public void What_is_far_ahead_or_undoes_what_cannot_be_undone_is_doubtful(
        long? known,
        bool wasRevoked,
        long version,
        bool isRevoked,
        bool doubtful
    ) => Assert.Equal(doubtful, FactJump.IsDoubtful(known, wasRevoked, version, isRevoked));
}
