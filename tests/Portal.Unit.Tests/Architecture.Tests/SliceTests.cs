using MassTransit;

namespace Portal.Architecture.Tests;

public sealed class SliceTests
{
    private static readonly IReadOnlyList<Type> Slices = [.. Services.All.In("Features").Where(Services.IsSlice)];

    [Fact]
    public void There_are_slices_in_every_service() =>
        Assert.All(Services.All, service => Assert.Contains(Slices, slice => slice.Assembly == service));

    [Fact]
    public void Slices_do_not_use_each_other() => Assert.Empty(Slices.SelectMany(slice => OtherSlices(slice, Slices)));

    [Fact]
    public void A_slice_that_uses_another_is_caught()
    {
        Assert.Equal(
            ["CopiesAnAnswer uses ShowThing"],
            OtherSlices(typeof(CopiesAnAnswer), [typeof(ShowThing), typeof(CopiesAnAnswer)])
        );
        Assert.Equal(
            ["CallsAHandler uses ShowThing"],
            OtherSlices(typeof(CallsAHandler), [typeof(ShowThing), typeof(CallsAHandler)])
        );
    }

    [Fact]
    public void Every_slice_is_mapped_in_its_module() =>
        Assert.Empty(
            Services.All.SelectMany(service =>
                Unmapped(Services.ModuleOf(service), Slices.Where(slice => slice.Assembly == service))
            )
        );

    [Fact]
    public void A_forgotten_slice_is_caught() =>
        Assert.Equal(
            [typeof(CallsAHandler)],
            Unmapped(typeof(ThingsModule), [typeof(ShowThing), typeof(CallsAHandler)])
        );

    [Fact]
    public void Every_reaction_is_named_in_its_module() =>
        Assert.Empty(
            Services.All.SelectMany(service =>
                Unnamed(Services.ModuleOf(service), service.GetTypes().Where(IsReaction))
            )
        );

    [Fact]
    public void There_are_reactions() =>
        Assert.True(Services.All.SelectMany(service => service.GetTypes()).Count(IsReaction) >= 8);

    [Fact]
    public void A_forgotten_reaction_is_caught() =>
        Assert.Equal([typeof(WhenThingShown)], Unnamed(typeof(ThingsModule), [typeof(WhenThingShown)]));

    private static IEnumerable<string> OtherSlices(Type slice, IReadOnlyList<Type> slices) =>
        TypeUses
            .Of(slice)
            .Select(TypeUses.Outermost)
            .Distinct()
            .Where(used => used != slice && slices.Contains(used))
            .Select(used => $"{slice.Name} uses {used.Name}");

    private static IEnumerable<Type> Unmapped(Type module, IEnumerable<Type> slices) =>
        slices.Where(slice => !TypeUses.Called(module).Contains(Services.MapOf(slice)!));

    private static bool IsReaction(Type type) =>
        type.GetInterfaces()
            .Any(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IConsumer<>));

    private static IEnumerable<Type> Unnamed(Type module, IEnumerable<Type> reactions) =>
        reactions.Except(TypeUses.Of(module));
}

/// <summary>Offenders, as slices are built: at the top of their files.</summary>
internal static class ShowThing
{
    public sealed record Response(string Name);

    public static void Map(IEndpointRouteBuilder routes) => ArgumentNullException.ThrowIfNull(routes);

    public static async Task<Response> Handle()
    {
        await Task.Yield();
        return new Response("thing");
    }
}

internal static class CopiesAnAnswer
{
    public static string Handle(ShowThing.Response response) => response.Name;
}

internal static class CallsAHandler
{
    public static void Map(IEndpointRouteBuilder routes) => ArgumentNullException.ThrowIfNull(routes);

    public static async Task<int> Handle() => await Task.Run(async () => (await ShowThing.Handle()).GetHashCode());
}

internal static class ThingsModule
{
    public static void MapThings(this IEndpointRouteBuilder routes) => ShowThing.Map(routes);
}

internal sealed class WhenThingShown : IConsumer<ShowThing.Response>
{
    public Task Consume(ConsumeContext<ShowThing.Response> context) => Task.CompletedTask;
}
