/** Asks the server about signing in, devices and passwords. */
import { answer, client } from "../core/http.ts";
import type { Device, DeviceKey, DeviceSession, Session } from "../core/shapes.ts";
import type { Page } from "../core/use_pager.ts";

export const signInToApp = (body: { login: string; password: string; device_name: string }) =>
  answer<Session>(client.POST("/api/auth/sessions", { body }));

export const signOut = () => answer(client.DELETE("/api/auth/session"));

export const changePassword = (body: { old_password: string; new_password: string }) =>
  answer(client.PUT("/api/auth/password", { body }));

export const listSessions = (query: { after?: string }) =>
  answer<Page<DeviceSession>>(client.GET("/api/auth/sessions", { params: { query } }));

export const endSession = (id: number) =>
  answer(client.DELETE("/api/auth/sessions/{session_id}", { params: { path: { session_id: id } } }));

export const endOtherSessions = () => answer(client.DELETE("/api/auth/sessions"));

export const registerDeviceKey = (body: DeviceKey) => answer<Device>(client.PUT("/api/auth/device-key", { body }));

export const listDeviceKeys = (query: { after?: string }) =>
  answer<Page<Device>>(client.GET("/api/auth/device-keys", { params: { query } }));

export const revokeDeviceKey = (id: number) =>
  answer(client.DELETE("/api/auth/device-keys/{memberdevice_id}", { params: { path: { memberdevice_id: id } } }));
