using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using SdkNode.Node.Limits;

namespace SdkNode.Node.Api.Authorization;

/// <summary>Keeps token requests small before anything reads them, and answers what cannot be read as RFC 6749 says errors.</summary>
internal static class TokenRequestLimits
{
    private const int MaxBytes = 32 * 1024;

    /// <summary>Runs around the token endpoint.</summary>
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.ContentLength > MaxBytes)
        {
            await RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, $"A token request is at most {MaxBytes} bytes.");
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBytes;
        }

        try
        {
            await next(context);
            Judge(context);
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException && !context.Response.HasStarted)
        {
            await RefuseAsync(context, (e as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest, "The request's form could not be read.");
        }
    }

    /// <summary>Makes the answer that is about to be written a 429: RFC 6749 has no error for it, and OpenIddict would say 400.</summary>
    public static void AnswerTooMany(HttpResponse response, Denial denial) => response.OnStarting(() =>
    {
        (response.StatusCode, response.Headers.RetryAfter) = (StatusCodes.Status429TooManyRequests, denial.Seconds.ToString(CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    });

    // Whoever guesses at clients and keys is one who knocks without a token.
    private static void Judge(HttpContext context)
    {
        var limits = context.RequestServices.GetRequiredService<ClientLimits>();
        if (context.Response.StatusCode is StatusCodes.Status400BadRequest or StatusCodes.Status401Unauthorized)
        {
            limits.Refused(context.Connection.RemoteIpAddress);
        }
        else if (context.Response.StatusCode == StatusCodes.Status200OK)
        {
            limits.Accepted(context.Connection.RemoteIpAddress);
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string description)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(new { error = "invalid_request", error_description = description }, context.RequestAborted);
    }
}
