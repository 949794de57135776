using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Portal.EndToEnd.Tests.Trust;

/// <summary>An endpoint as a service maps it: where, and whom it trusts.</summary>
/// <param name="Trust"><c>anonymous</c>, or the policies and schemes that it asks for; <c>session</c>: the gateway's default.</param>
internal sealed record MappedEndpoint(
    string Service,
    string Method,
    string Pattern,
    string Trust,
    RouteEndpoint Endpoint
)
{
    public const string Anonymous = "anonymous",
        Customer = "customer",
        Session = "session",
        LicenseKey = "License",
        OpenIddict = "OpenIddict.Server.AspNetCore";

    public override string ToString() => $"{Service} {Method} {Pattern}";

    public bool IsInternal => Trust is "management" or "replication";

    /// <summary>The listener that answers.</summary>
    public string Listener => IsInternal ? "management" : "http";

    public string ContentType =>
        Trust == OpenIddict ? "application/x-www-form-urlencoded"
        : Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes is [var first, ..] ? first
        : "application/json";

    public static IEnumerable<MappedEndpoint> From(string service, RouteEndpoint endpoint) =>
        (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            .DefaultIfEmpty("GET")
            .Select(method => new MappedEndpoint(
                service,
                method,
                "/" + endpoint.RoutePattern.RawText?.TrimStart('/'),
                TrustOf(endpoint),
                endpoint
            ));

    /// <summary>Ids that the caller sends: in the path, and where a customer could send another account's, in the query or the body.</summary>
    public IReadOnlyList<SentId> Ids =>
        [
            .. PathParameters.Select(name => new SentId(Place.Path, name)),
            .. Trust == Customer
                ? HandlerParameters().SelectMany(GuidsOf).Where(id => !PathParameters.Contains(id.Name))
                : [],
        ];

    private IEnumerable<string> PathParameters => Endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name);

    private ParameterInfo[] HandlerParameters() => Endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [];

    private static IEnumerable<SentId> GuidsOf(ParameterInfo parameter)
    {
        if (IsGuid(parameter.ParameterType))
            return [new SentId(Place.Query, parameter.Name!)];
        // A request record: the slice's own, or one that it shares with its neighbours.
        if (parameter.ParameterType.Namespace != parameter.Member.DeclaringType!.Namespace)
            return [];
        var place = parameter.GetCustomAttribute<Microsoft.AspNetCore.Http.AsParametersAttribute>() is null
            ? Place.Body
            : Place.Query;
        return parameter
            .ParameterType.GetProperties()
            .Where(property => IsGuid(property.PropertyType))
            .Select(property => new SentId(place, char.ToLowerInvariant(property.Name[0]) + property.Name[1..]));
    }

    private static bool IsGuid(Type type) =>
        type == typeof(Guid) || type == typeof(Guid?) || type.IsAssignableTo(typeof(IEnumerable<Guid>));

    private static string TrustOf(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return Anonymous;
        var asked = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
        var policies = asked.Select(data => data.Policy).OfType<string>();
        var schemes = endpoint
            .Metadata.GetOrderedMetadata<AuthorizationPolicy>()
            .SelectMany(policy => policy.AuthenticationSchemes);
        var names = string.Join(" and ", policies.Concat(schemes).Distinct());
        return names.Length > 0 ? names
            : asked.Count > 0 ? Session
            : "nobody has said whom";
    }
}

internal enum Place
{
    Path,
    Query,
    Body,
}

internal sealed record SentId(Place Place, string Name);
