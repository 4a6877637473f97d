using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Api.Messages;
using SdkNode.Node.Api.Schema;
using SdkNode.Node.Api.Uploads;
using SdkNode.Node.Store;

namespace SdkNode.Node.Api;

/// <summary>The operations on messages (SPEC 7), each with the scope that it asks for and its description.</summary>
internal static class MessageEndpoints
{
    /// <summary>Adds what the operations are made of.</summary>
    public static IServiceCollection AddMessageEndpoints(this IServiceCollection services) => services
        .AddSingleton<ClientView>().AddSingleton<MessageResource>().AddSingleton<UploadReader>().AddSingleton<MessagePost>().AddSingleton<PostAnswer>()
        .AddSingleton<SendMessage>().AddSingleton<DistributeMessage>().AddSingleton<AnswerMessage>().AddSingleton<ListMessages>().AddSingleton<GetMessage>().AddSingleton<DeleteMessage>();

    /// <summary>Maps the operations of the contract, and ours beside them.</summary>
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/sdk/messages", (HttpContext context, SendMessage operation) => operation.ServeAsync(context)).RequireScope(ApiScopes.SendMessages).Describe(MessageOperations.Send);
        v1.MapGet("/sdk/messages", (HttpContext context, ListMessages operation) => operation.ServeAsync(context)).RequireScope(ApiScopes.GetMessageByFilter).Describe(MessageOperations.List);
        v1.MapGet("/sdk/messages/{messageId}", (HttpContext context, string messageId, GetMessage operation) => operation.ServeAsync(context, messageId)).RequireScope(ApiScopes.GetMessage).Describe(MessageOperations.Get);
        v1.MapDelete("/sdk/messages/{messageId}", (HttpContext context, string messageId, DeleteMessage operation) => operation.ServeAsync(context, messageId)).RequireScope(ApiScopes.DeleteMessage).Describe(MessageOperations.Delete);
        v1.MapPost("/sdk/messages/{messageId}/replies", (HttpContext context, string messageId, AnswerMessage operation) => operation.ReplyAsync(context, messageId)).RequireScope(ApiScopes.SendMessages).Describe(MessageOperations.Reply);
        v1.MapPost("/sdk/messages/{messageId}/complements", (HttpContext context, string messageId, AnswerMessage operation) => operation.ComplementAsync(context, messageId)).RequireScope(ApiScopes.SendMessages).Describe(MessageOperations.Complement);
        v1.MapPost("/sdk/distributions", (HttpContext context, DistributeMessage operation) => operation.ServeAsync(context)).RequireScope(ApiScopes.SendMessages).Describe(MessageOperations.Distribute);
    }
}
