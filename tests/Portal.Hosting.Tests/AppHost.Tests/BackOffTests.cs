using Microsoft.Extensions.Time.Testing;
using Portal.AppHost.Running;

namespace Portal.AppHost.Tests;

public sealed class BackOffTests
{
    [Fact]
    public void Doubles_from_half_a_second_to_ten()
    {
        var backOff = new BackOff(new FakeTimeProvider());
        Assert.Equal([0.5, 1, 2, 4, 8, 10, 10], Enumerable.Range(0, 7).Select(_ => backOff.Next().TotalSeconds));
    }

    [Theory]
    [InlineData(59, 1)]
    [InlineData(60, 0.5)]
    public void Begins_anew_after_a_minute_without_a_crash(int seconds, double next)
    {
        var clock = new FakeTimeProvider();
        var backOff = new BackOff(clock);
        backOff.Next();
        clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(next, backOff.Next().TotalSeconds);
    }
}
