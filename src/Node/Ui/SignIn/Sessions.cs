using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Ui.SignIn;

/// <summary>Sessions of people: a cookie that only this node can read, of this site alone.</summary>
internal static class Sessions
{
    /// <summary>The name of the authentication scheme.</summary>
    public const string Scheme = "Session";

    /// <summary>Whether cookies are for TLS alone: always where the pages are, as far as people see, on https.</summary>
    public static CookieSecurePolicy Policy(ConsoleSetup setup) => setup.PublicAddress.Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>Whether a request is the script's, which looks for new events: nobody has done anything, so it keeps no session alive.</summary>
    public static bool IsRefresh(HttpRequest request) => request.Headers.ContainsKey("Console-Refresh");

    /// <summary>Adds the scheme.</summary>
    public static void Add(AuthenticationBuilder authentication, ConsoleSetup setup) => authentication.AddCookie(Scheme, options =>
    {
        var isSecure = Policy(setup) == CookieSecurePolicy.Always;
        options.Cookie.Name = isSecure ? "__Host-sdknode" : $"sdknode-{setup.Options.Listen.Port}";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = Policy(setup);
        options.Cookie.IsEssential = true;
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/no-access";
        options.ReturnUrlParameter = "to";
        options.ExpireTimeSpan = setup.Options.SignIn.Idle;
        options.SlidingExpiration = true;
        options.Events = new CookieAuthenticationEvents
        {
            // To a path: what scheme and host the browser sees, only the browser knows where a proxy is in front.
            // A form that came too late is not sent again: its page is shown, with what was saved of it.
            OnRedirectToLogin = static context => GoAsync(context, $"/sign-in?to={Uri.EscapeDataString(context.Request.Path + QueryString.Create(context.Request.Query.Where(static pair => pair.Key != "handler")))}"),
            OnRedirectToAccessDenied = static context => GoAsync(context, "/no-access"),
            OnCheckSlidingExpiration = static context =>
            {
                context.ShouldRenew &= !IsRefresh(context.Request);
                return Task.CompletedTask;
            },
            OnSigningIn = context =>
            {
                context.Properties.SetString(Began, Now(context.HttpContext).UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture));
                return Task.CompletedTask;
            },
            OnValidatePrincipal = context =>
            {
                if (!long.TryParse(context.Properties.GetString(Began), System.Globalization.CultureInfo.InvariantCulture, out var began) || Now(context.HttpContext).UtcTicks - began > setup.Options.SignIn.Longest.Ticks)
                {
                    context.RejectPrincipal();
                }

                return Task.CompletedTask;
            },
        };
    });

    private const string Began = "began";

    private static Task GoAsync(RedirectContext<CookieAuthenticationOptions> context, string path)
    {
        context.Response.Redirect(path);
        return Task.CompletedTask;
    }

    private static DateTimeOffset Now(HttpContext context) => context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
}
