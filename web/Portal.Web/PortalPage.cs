using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Portal.Web;

/// <summary>What every page has at hand: the request, and the ways to answer it other than with itself.</summary>
public abstract class PortalPage : ComponentBase
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    protected CancellationToken Stop => Http.RequestAborted;

    protected bool IsPost => HttpMethods.IsPost(Http.Request.Method);

    /// <summary>A page is rendered once, when its data is there.</summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        Http.Response.Headers["Accept-CH"] = Computer.Hints;
        await Load();
        await base.SetParametersAsync(ParameterView.Empty);
    }

    protected virtual Task Load() => Task.CompletedTask;

    /// <summary>After a form: the browser asks for the new address with GET, and a reload repeats nothing.</summary>
    protected void SeeOther(string url) => Redirect(url, StatusCodes.Status303SeeOther);

    protected void Redirect(string url, int status = StatusCodes.Status302Found)
    {
        Http.Response.StatusCode = status;
        Http.Response.Headers.Location = url;
    }

    /// <summary>This page with another status. Set late: the framework drops what a page has to say once it sees a 404.</summary>
    protected void Respond(int status) =>
        Http.Response.OnStarting(() =>
        {
            if (Http.Response.StatusCode == StatusCodes.Status200OK)
                Http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
}
