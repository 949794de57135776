using Microsoft.Extensions.Time.Testing;
using Portal.Embedded.Hosting.Processes;

namespace Portal.Embedded.Tests;

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
    public void Begins_anew_after_a_minute_of_health(int healthySeconds, double next)
    {
        var clock = new FakeTimeProvider();
        var backOff = new BackOff(clock);
        backOff.Next();
        backOff.Healthy();
        clock.Advance(TimeSpan.FromSeconds(healthySeconds));
        Assert.Equal(next, backOff.Next().TotalSeconds);
    }
}
